"""Of the editor's package a page gets the modules that it asks for, and what those import."""

import code_editor


def test_put(tmp_path):
    """What is imported comes along from wherever it lies, and nothing else does."""
    made, target = tmp_path / "made", tmp_path / "target"
    for entry in code_editor.ENTRIES:
        file = made / entry
        file.parent.mkdir(parents=True, exist_ok=True)
        up = "../" * entry.count("/") or "./"
        file.write_text(f'import {{ a }} from "{up}core-x.js";\n')
    (made / "core-x.js").write_text('import "./deep.js";\nexport { b } from "./index.js";\n')
    (made / "deep.js").write_text('const text = "./other.js";\n')
    (made / "other.js").write_text("")
    (made / code_editor.STYLE).write_text("p {}")
    code_editor.put(made, target)

    there = {file.relative_to(target).as_posix() for file in target.rglob("*") if file.is_file()}
    assert {*code_editor.ENTRIES, code_editor.STYLE, "core-x.js", "deep.js"} == there
