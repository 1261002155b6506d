"""Serve the built book on this machine; modules and links do not work from `file://`.

Run: ``python tools/serve.py [FOLDER] [--port N]``. Prints the address and serves until Ctrl-C.
Text is compressed where the browser accepts it, as a published site would send it, and a page that
does not exist is answered with the book's own 404.html.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import os
import sys
import threading
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BOOK = Path(__file__).parents[1] / "_build" / "html"
FIRST_PORT = 8000
TRIES = 50
TEXT = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".txt", ".xml", ".csv"}
POLICY = "Content-Security-Policy"
WORKER = "/_static/run/worker.js"
#: What a policy allows to the thread that Python runs in, and to nothing else of the site.
COMPILES = "; script-src 'self' 'wasm-unsafe-eval'"


class Handler(SimpleHTTPRequestHandler):
    """Serves files with the types that browsers insist on, compressed, without a log line each."""

    extensions_map = {  # noqa: RUF012 # the parent's own convention
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
    }

    more_headers: tuple[tuple[str, str], ...] = ()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # the parent's name
        """Say nothing: the one line that counts is the address."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Answer GET and HEAD alike; give the body, compressed where that is worth it."""
        path = self.translate_path(self.path)
        if "\0" in path:  # no file's name holds one, and asking for such a file is an error
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        page = Path(path + "index.html" if path.endswith("/") else path)
        accepted = "gzip" in self.headers.get("Accept-Encoding", "")
        # Path.is_file stumbles over names that are too long
        if not (accepted and page.suffix in TEXT and os.path.isfile(page)):  # noqa: PTH113
            return super().send_head()
        return self._send_compressed(page)

    def _send_compressed(self, page: Path) -> io.BytesIO:
        changed = page.stat()
        body = _compressed(page, changed.st_mtime_ns)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(page))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", self.date_time_string(int(changed.st_mtime)))
        self.end_headers()
        return io.BytesIO(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is not there with the folder's own page for that, if it has one."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or self.command != "GET" or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """Say with every answer that it depends on what the browser accepts."""
        self.send_header("Vary", "Accept-Encoding")
        for name, value in self.more_headers:
            compiles = name == POLICY and self.path.partition("?")[0].endswith(WORKER)
            self.send_header(name, value + COMPILES if compiles else value)
        super().end_headers()


@lru_cache(maxsize=512)
def _compressed(path: Path, _changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)


class Server(ThreadingHTTPServer):
    """A server whose closing waits for nobody's open connection."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a browser closes a connection early."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def listen(
    folder: Path, port: int | None = None, headers: Mapping[str, str] = MappingProxyType({})
) -> Server:
    """Return a server on the given port (0: any), or on the first free one from 8000."""
    handler = type("Answer", (Handler,), {"more_headers": tuple(headers.items())})
    ports = range(FIRST_PORT, FIRST_PORT + TRIES) if port is None else [port]
    for candidate in ports:
        try:
            return Server(("127.0.0.1", candidate), partial(handler, directory=str(folder)))
        except (OSError, OverflowError) as error:
            problem = getattr(error, "strerror", None) or str(error)
    which = f"port {port}" if port is not None else f"no port from {ports[0]} to {ports[-1]}"
    raise OSError(f"{which} {'cannot' if port is not None else 'can'} be served: {problem}")


@contextlib.contextmanager
def serve(
    folder: Path, port: int | None = None, headers: Mapping[str, str] = MappingProxyType({})
) -> Iterator[str]:
    """Serve a folder while the block runs, with more headers if need be; gives its address."""
    server = listen(folder, port, headers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="Serve the built book on this machine.")
    parser.add_argument("folder", nargs="?", type=Path, default=BOOK)
    parser.add_argument("--port", type=int, help="default: the first free one from 8000")
    options = parser.parse_args(arguments)
    if not (options.folder / "index.html").is_file():
        print(f"{options.folder} holds no built book; run `make book` first", file=sys.stderr)
        return 1
    try:
        server = listen(options.folder, options.port)
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    with server:
        print(
            f"The book is at http://127.0.0.1:{server.server_port}/ (stop with Ctrl-C)", flush=True
        )
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
