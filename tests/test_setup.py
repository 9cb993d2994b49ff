"""Setting up: the words for an old Python, when to install again, locks, private settings."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def locked(name: str) -> dict[str, set[str]]:
    """Package -> its versions (more than one where Python versions need different ones)."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([a-z0-9.-]+)==([^\s;\\]+)", read(name), re.MULTILINE):
        found.setdefault(package, set()).add(version)
    return found


def test_an_old_python_can_read_dev_py():
    """It has to get as far as saying that it is too old."""
    tree = ast.parse(read("dev.py"), feature_version=(3, 6))
    lines = [ast.unparse(node) for node in tree.body]
    stop = next(i for i, line in enumerate(lines) if "sys.exit(python_problem" in line)
    assert "Path" not in "".join(lines[:stop])
    assert "__future__" not in read("dev.py")  # an error in itself before 3.7


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ((3, 9, 2), "First Check needs Python 3.11 or newer; this is 3.9."),
        ((3, 10), "First Check needs Python 3.11 or newer; this is 3.10."),
        ((3, 11, 0), ""),
        ((3, 14, 1), ""),
        ((4, 0), ""),
    ],
)
def test_words_for_an_old_python(version, words):
    assert dev.python_problem(version) == words


def test_an_old_python_stops_with_these_words():
    script = "import runpy, sys; sys.version_info = (3, 8, 1); runpy.run_path('dev.py', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr.strip()) == (1, dev.python_problem((3, 8)))


def test_stamp_changes_with_lock_and_python(tmp_path):
    lock = tmp_path / "a.txt"
    lock.write_text("one")
    first = dev.stamp_of(tmp_path, ("a.txt",))
    assert first == dev.stamp_of(tmp_path, ("a.txt",))
    assert first != dev.stamp_of(tmp_path, ("a.txt",), python="3.99")
    lock.write_text("two")
    assert first != dev.stamp_of(tmp_path, ("a.txt",))


def test_the_tests_environment_can_run_the_dashboard_but_not_the_other_way():
    wanted = dev.stamps()
    run, full = wanted[dev.RUN_LOCK], wanted[dev.DEV_LOCK]
    assert dev.is_ready(dev.RUN_LOCK, found=full, wanted=wanted)
    assert dev.is_ready(dev.RUN_LOCK, found=run, wanted=wanted)
    assert not dev.is_ready(dev.DEV_LOCK, found=run, wanted=wanted)
    assert not dev.is_ready(dev.RUN_LOCK, found="", wanted=wanted)


def test_where_python_is_in_an_environment():
    assert dev.venv_python(Path("e"), windows=False) == Path("e/bin/python")
    assert dev.venv_python(Path("e"), windows=True) == Path("e/Scripts/python.exe")


def test_chrome_named_by_hand_comes_first(monkeypatch, tmp_path):
    chrome = tmp_path / "chrome"
    chrome.write_text("#!/bin/sh\nexit 0\n")
    chrome.chmod(0o755)
    monkeypatch.setenv("CHROME", str(chrome))
    assert next(dev.chrome_candidates()) == dev.find_chrome() == str(chrome)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there it is started to see")
def test_a_chrome_that_does_not_start_is_no_chrome(tmp_path):
    shell = tmp_path / "chromium-browser"
    shell.write_text("#!/bin/sh\necho install the snap\nexit 1\n")
    shell.chmod(0o755)
    assert not dev.chrome_works(str(shell))
    assert not dev.chrome_works(str(tmp_path / "none"))
    assert not dev.chrome_works("")


def no_chrome(monkeypatch, ci):
    monkeypatch.setattr(dev, "ensure", lambda lock: Path("python"))
    monkeypatch.setattr(dev, "get_chrome", lambda python: "")
    monkeypatch.setattr(dev, "call", lambda *command, **extra: 0)
    monkeypatch.setenv("CI", ci)
    return dev.main(["test"])


def test_without_a_browser_ci_fails_and_others_go_on(monkeypatch, capsys):
    assert no_chrome(monkeypatch, "1") == 1
    assert "No Chrome or Chromium was found" in capsys.readouterr().err
    assert no_chrome(monkeypatch, "") == 0
    assert "will be skipped" in capsys.readouterr().out


def test_missing_venv_is_said_in_words(monkeypatch, capsys):
    monkeypatch.setattr(dev, "venv_version", lambda: "")
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert dev.main(["lock"]) == 1
    assert "apt install python3-venv" in capsys.readouterr().err


def test_an_unknown_command_shows_the_usage(capsys):
    assert dev.main(["frobnicate"]) == dev.main([]) == 2
    assert dev.main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {command} " in shown for command in dev.COMMANDS)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_hashes_and_no_address(name):
    text = read(name)
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    assert len(blocks) > 30
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted", text)


def test_the_locks_agree():
    run, full = locked(LOCKS[0]), locked(LOCKS[1])
    assert {name: versions for name, versions in run.items() if full.get(name) != versions} == {}
    asked = re.findall(
        r"^[a-z0-9][a-z0-9-]*", read("requirements.in") + read("requirements-dev.in"), re.MULTILINE
    )
    assert sorted(set(asked) - set(full)) == []


def test_the_server_is_private():
    settings = tomllib.loads(read(".streamlit/config.toml"))
    assert settings["server"]["address"] == "localhost"
    assert settings["server"]["showEmailPrompt"] is False
    assert settings["browser"]["gatherUsageStats"] is False
    assert "://" not in read(".streamlit/config.toml")


def test_the_fonts_of_the_settings_exist():
    theme = tomllib.loads(read(".streamlit/config.toml"))["theme"]
    paths = [face["url"].removeprefix("app/") for face in theme["fontFaces"]]
    assert sorted(face["weight"] for face in theme["fontFaces"]) == [400, 700]
    assert [path for path in paths if not (ROOT / "dashboard" / path).is_file()] == []


@pytest.mark.browser
def test_the_fonts_are_served_as_fonts(page):
    page.goto("/")
    page.get_by_role("heading").first.wait_for()
    page.evaluate("() => document.fonts.ready")
    for weight in ("Regular", "Bold"):
        answer = page.request.get(f"/app/static/fonts/Inter-{weight}.woff2")
        assert (answer.status, answer.headers["content-type"]) == (200, "font/woff2")
    assert page.evaluate("() => document.fonts.check('16px Inter')")
    assert page.blocked == [] == page.problems


@pytest.mark.browser
def test_the_server_can_be_restarted(own_server, new_page):
    page = new_page(own_server.url)
    page.goto("/")
    page.get_by_role("heading").first.wait_for()
    page.goto("about:blank")  # an open page would load itself anew as soon as the server is back
    own_server.stop()
    own_server.start()
    page.goto("/")
    page.get_by_role("heading").first.wait_for()
    assert page.problems == []
