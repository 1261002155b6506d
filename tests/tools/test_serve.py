"""The server that `make serve` starts."""

import gzip
import http.client
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

import serve

SCRIPT = Path(serve.__file__)


@pytest.fixture
def folder(tmp_path):
    """Return a folder with a page and a module."""
    (tmp_path / "index.html").write_text("<p>" + "hello " * 100, encoding="utf-8")
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "index.html").write_text("<p>" + "part " * 100, encoding="utf-8")
    (tmp_path / "live.js").write_text("export const one = 1;", encoding="utf-8")
    return tmp_path


def _get(url, path, method="GET", **headers):
    host = url.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=5)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_modules_have_a_type_that_browsers_accept(folder):
    """A module is sent as text/javascript; browsers refuse anything else."""
    with serve.serve(folder, 0) as url:
        answer, body = _get(url, "/live.js")

    assert answer.getheader("Content-Type") == "text/javascript"
    assert body == b"export const one = 1;"


def test_text_is_compressed_on_request(folder):
    """A browser that accepts gzip gets gzip, another gets the file as it is."""
    with serve.serve(folder, 0) as url:
        packed, small = _get(url, "/index.html", **{"Accept-Encoding": "gzip"})
        plain, large = _get(url, "/index.html")

    assert packed.getheader("Content-Encoding") == "gzip"
    assert plain.getheader("Content-Encoding") is None
    assert gzip.decompress(small) == large
    assert len(small) < len(large)


@pytest.mark.parametrize("path", ["/", "/?from=mail", "/part/", "/index.html?x#y"])
def test_every_page_is_compressed(folder, path):
    """A folder's own page is compressed as any other, under every form of its address."""
    with serve.serve(folder, 0) as url:
        packed, small = _get(url, path, **{"Accept-Encoding": "gzip"})
        plain, large = _get(url, path)

    assert "gzip" == packed.getheader("Content-Encoding")
    assert packed.getheader("Content-Type") == plain.getheader("Content-Type") == "text/html"
    assert gzip.decompress(small) == large
    assert packed.getheader("Vary") == plain.getheader("Vary") == "Accept-Encoding"


NOT_THERE = [
    "/none.html",
    "/index.html/",
    "/%00",
    "/a%00.js",
    f"/{'x' * 5000}.html",
    "//etc/passwd",
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/part/..%2f..%2fsecret.txt",
]


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_head_is_get_without_its_body(folder, accepted):
    """HEAD answers with the status and headers of GET and no body."""
    header = {"Accept-Encoding": accepted}
    with serve.serve(folder, 0) as url:
        for path in ("/", "/live.js", "/none.html", "/part"):
            (head, nothing), (full, _) = (_get(url, path, way, **header) for way in ("HEAD", "GET"))

            assert b"" == nothing
            assert full.status == head.status
            first, second = (dict(each.getheaders()) for each in (head, full))
            assert {**first, "Date": ""} == {**second, "Date": ""}


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_what_is_not_there(folder, capfd, accepted):
    """An address of nothing, or of something outside the folder, is a 404 and no more."""
    (folder.parent / "secret.txt").write_text("the secret")
    ways = [(way, path) for way in ("GET", "HEAD") for path in NOT_THERE]
    with serve.serve(folder, 0) as url:
        answers = [_get(url, path, way, **{"Accept-Encoding": accepted}) for way, path in ways]

    assert dict.fromkeys(ways, 404) == dict(zip(ways, [a.status for a, _ in answers], strict=True))
    assert not any(b"the secret" in body for _, body in answers)
    assert ("", "") == capfd.readouterr()


def test_a_folder_without_its_slash(folder):
    """A folder's address is completed on this server, never sent to another host."""
    with serve.serve(folder, 0) as url:
        places = [_get(url, path)[0].getheader("Location") for path in ("/part", "//part")]

    assert ["/part/", "/part/"] == places


def test_only_this_machine_is_served(folder):
    """The server listens on the loopback address alone."""
    with serve.listen(folder, 0) as server:
        assert server.server_address[0] == "127.0.0.1"


def test_the_next_free_port_is_taken(folder, monkeypatch):
    """When the usual port is taken, the next one is used."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(serve, "FIRST_PORT", taken.getsockname()[1])
        with serve.listen(folder) as server:
            assert server.server_port > taken.getsockname()[1]


def test_one_line_with_the_address(folder):
    """The command prints one line with an address that answers."""
    command = [sys.executable, str(SCRIPT), str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()
        address = line.split("http://")[1].split()[0]
        with urllib.request.urlopen(f"http://{address}", timeout=5) as answer:
            assert answer.status == 200
        process.terminate()


def test_no_book_yet(tmp_path):
    """A folder without a book is answered in a sentence that says what to run."""
    command = [sys.executable, str(SCRIPT), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)

    assert done.returncode == 1
    assert "run `make book` first" in done.stderr


@pytest.mark.parametrize("port", ["taken", "99999", "-1"])
def test_no_such_port(folder, port):
    """A port that is taken, or none, is a sentence."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = str(taken.getsockname()[1]) if port == "taken" else port
        command = [sys.executable, str(SCRIPT), str(folder), "--port", number]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)

    assert 1 == done.returncode
    assert done.stderr.startswith(f"port {number} cannot be served: ")
    assert 1 == done.stderr.count("\n")


def test_policy_of_the_worker(folder):
    """A policy holds for every file; the thread that Python runs in may compile it besides."""
    worker = folder / "_static" / "run" / "worker.js"
    worker.parent.mkdir(parents=True)
    worker.write_text("run()", encoding="utf-8")
    with serve.serve(folder, 0, {serve.POLICY: "default-src 'self'"}) as url:
        said = [
            _get(url, path)[0].getheader(serve.POLICY)
            for path in ("/", "/live.js", serve.WORKER, f"{serve.WORKER}?v=1")
        ]

    widened = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
    assert ["default-src 'self'"] * 2 + [widened] * 2 == said
