"""Set up and start First Check: ``python3 dev.py run``, ``python3 dev.py test``.

Only the standard library is needed. Everything else goes into the folder .venv beside this
file, in the exact versions of the lock files; a second run finds it there and starts at once.
"""

import glob
import hashlib
import os
import platform
import shutil
import subprocess
import sys

NEEDED = (3, 11)


def python_problem(version: tuple) -> str:
    """What to say when Python is too old, else nothing. Everything above here is old syntax."""
    if tuple(version[:2]) >= NEEDED:
        return ""
    return f"First Check needs Python {NEEDED[0]}.{NEEDED[1]} or newer; this is {version[0]}.{version[1]}."


if python_problem(sys.version_info):
    sys.exit(python_problem(sys.version_info))

from collections.abc import Iterator  # noqa: E402
from pathlib import Path  # noqa: E402

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
RUN_LOCK, DEV_LOCK = "requirements.txt", "requirements-dev.txt"
UV = "uv>=0.9,<1"
# A worker per core; each test file stays with one of them.
AT_ONCE = ("-n", "logical", "--maxprocesses", "4", "--dist", "loadfile")

USAGE = """usage: python3 dev.py COMMAND [arguments passed on]

  run     start the dashboard and open it in the browser (for example: run --server.port 8600)
  test    run the tests, with a real browser where one can be had (for example: test -k path)
  check   formatting, lint and types
  bench   measure how fast it is
  laws    the property tests with 100,000 examples each; takes hours
  lock    write the lock files anew from requirements*.in (lock --upgrade takes newer versions)
"""
NO_VENV = """This Python cannot make a virtual environment: its parts "venv" and "ensurepip" are missing.
On Debian and Ubuntu: apt install python3-venv. Then run the same command again."""
NO_INSTALL = """The libraries could not be installed; the lines above say why.
They come from the Python package index the first time: is this machine online?"""
NO_CHROME = """No Chrome or Chromium was found, and none could be installed.
Install either one, or name it: CHROME=/path/to/chrome python3 dev.py test"""


class Stop(Exception):
    """The reason to stop, in words."""


# --- the environment ---------------------------------------------------------------------


def venv_python(venv: Path = VENV, *, windows: bool = os.name == "nt") -> Path:
    """Where a virtual environment keeps its Python."""
    return venv / "Scripts" / "python.exe" if windows else venv / "bin" / "python"


def child_env(**extra: str) -> dict[str, str]:
    """Environment of the programs started here.

    PYTHONDONTWRITEBYTECODE is dropped: without compiled files every start would take
    seconds longer, as the installer leaves compiling to the first import.
    """
    env = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", **extra}
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONHOME"):
        env.pop(name, None)
    return env


def call(*command: object, **extra: str) -> int:
    """Run a program from the project's folder and wait; its exit code."""
    return subprocess.call([str(part) for part in command], cwd=ROOT, env=child_env(**extra))


def stamp_of(root: Path, locks: tuple[str, ...], *, python: str = sys.version) -> str:
    """What an installed environment was made from: the locks, the Python and the machine."""
    digest = hashlib.sha256(f"{python}|{sys.platform}|{platform.machine()}".encode())
    for name in locks:
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def stamps() -> dict[str, str]:
    """The stamp each lock file would leave; the tests' lock holds all of the other one too."""
    return {RUN_LOCK: stamp_of(ROOT, (RUN_LOCK,)), DEV_LOCK: stamp_of(ROOT, (RUN_LOCK, DEV_LOCK))}


def is_ready(lock: str, *, found: str, wanted: dict[str, str]) -> bool:
    """Whether an environment with the stamp `found` can do what `lock` asks for."""
    return found == wanted[lock] or found == wanted[DEV_LOCK]


def ensure(lock: str) -> Path:
    """The environment's Python, with everything in `lock` installed.

    Raises:
        Stop: if the environment cannot be made or filled.
    """
    stamp, wanted = VENV / "first-check.stamp", stamps()
    found = stamp.read_text() if stamp.is_file() and venv_python().exists() else ""
    if not is_ready(lock, found=found, wanted=wanted):
        print(f"Setting up .venv from {lock} (once) ...", flush=True)
        make_venv()
        stamp.unlink(missing_ok=True)
        install(lock)
        stamp.write_text(wanted[lock])
    return venv_python()


def make_venv() -> None:
    """Make .venv, unless a working one of this very Python is there."""
    if venv_version() == sys.version:
        return
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        raise Stop(NO_VENV) from None
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Stop(f"{NO_VENV}\n({error})") from error


def venv_version() -> str:
    """The full version text of the environment's Python; nothing if it does not work or has no pip."""
    try:
        return subprocess.check_output(
            [venv_python(), "-c", "import sys, pip; sys.stdout.write(sys.version)"],
            stderr=subprocess.DEVNULL,
            text=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""


def has_uv() -> bool:
    """Whether the fast installer is in the environment; fetched by pip when it is not."""
    python = venv_python()
    if subprocess.run([python, "-m", "uv", "--version"], capture_output=True).returncode == 0:
        return True
    return call(python, "-m", "pip", "install", "--quiet", UV) == 0


def install(lock: str) -> None:
    """Fill .venv from a lock file, every file checked against its hash: by uv, else by pip."""
    python, wanted = venv_python(), ("--require-hashes", "-r", lock)
    if has_uv() and call(python, "-m", "uv", "pip", "install", "--quiet", "--python", python, *wanted) == 0:
        return
    print("uv could not do it; trying pip, which takes longer ...", flush=True)
    if call(python, "-m", "pip", "install", "--quiet", *wanted) != 0:
        raise Stop(NO_INSTALL)


# --- a browser for the tests -------------------------------------------------------------

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "%ProgramFiles%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Google/Chrome/Application/chrome.exe",
    "%LocalAppData%/Google/Chrome/Application/chrome.exe",
)
PLAYWRIGHT_CACHES = ("~/.cache", "~/Library/Caches", "%LocalAppData%")
PLAYWRIGHT_FILES = ("chrome-linux*/chrome", "chrome-mac*/*.app/Contents/MacOS/*", "chrome-win*/chrome.exe")


def chrome_candidates() -> Iterator[str]:
    """Files that may be a Chrome or Chromium, the most wanted first; they need not exist."""
    yield os.environ.get("CHROME", "")
    yield from (shutil.which(name) or "" for name in NAMES)
    yield from (os.path.expandvars(place) for place in PLACES)
    caches = (f"{cache}/ms-playwright" for cache in PLAYWRIGHT_CACHES)
    for cache in (os.environ.get("PLAYWRIGHT_BROWSERS_PATH", ""), *caches):
        folder = os.path.expanduser(os.path.expandvars(cache)) if cache else ""
        for pattern in PLAYWRIGHT_FILES if folder else ():
            yield from sorted(glob.glob(os.path.join(folder, "chromium-*", pattern)), reverse=True)


def chrome_works(path: str) -> bool:
    """Whether a file is a Chrome that starts (on Linux; some systems install an empty shell)."""
    if not os.path.isfile(path):
        return False
    if not sys.platform.startswith("linux"):
        return True
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=20).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find_chrome() -> str:
    """Path of the Chrome or Chromium the tests use; nothing if there is none."""
    return next((path for path in chrome_candidates() if chrome_works(path)), "")


def get_chrome(python: Path) -> str:
    """A Chrome for the tests, installed if need be: by the system when root, else by Playwright."""
    found = find_chrome()
    if found:
        return found
    print("No Chrome or Chromium yet: installing Chromium ...", flush=True)
    apt = getattr(os, "geteuid", lambda: 1)() == 0 and bool(shutil.which("apt-get"))
    if apt:
        call("apt-get", "update", "-qq")
        options = ("-y", "-qq", "--no-install-recommends")
        call("apt-get", "install", *options, "chromium", DEBIAN_FRONTEND="noninteractive")
        found = find_chrome()
        if found:
            return found
    call(python, "-m", "playwright", "install", *(["--with-deps"] if apt else []), "chromium")
    return find_chrome()


# --- the commands ------------------------------------------------------------------------


def run(arguments: list[str]) -> int:
    """Start the dashboard; Streamlit opens the browser unless told to be headless."""
    return call(ensure(RUN_LOCK), "-m", "streamlit", "run", Path("dashboard", "app.py"), *arguments)


def test(arguments: list[str]) -> int:
    """Run the tests. Without a browser its tests are skipped, but under CI that is a failure."""
    python = ensure(DEV_LOCK)
    chrome = get_chrome(python)
    if not chrome:
        if os.environ.get("CI"):
            raise Stop(NO_CHROME)
        print(f"{NO_CHROME}\nThe tests that need a browser will be skipped.", flush=True)
    extra = {"CHROME": chrome, "BROWSER_PATH": chrome} if chrome else {}
    at_once = () if {"-n", "-n0", "--pdb"} & {*arguments} else AT_ONCE
    return call(python, "-m", "pytest", *at_once, *arguments, **extra)


def check(arguments: list[str]) -> int:
    """Formatting, lint and types; all three are run, whatever the first ones say."""
    python = ensure(DEV_LOCK)
    codes = [
        call(python, "-m", "ruff", "format", "--check", "--quiet", "."),
        call(python, "-m", "ruff", "check", "--quiet", "."),
        call(python, "-m", "mypy", *arguments),
    ]
    return max(codes)


def bench(arguments: list[str]) -> int:
    """Measure how fast calc and the dashboard are."""
    python = ensure(DEV_LOCK)
    found = call(python, Path("tests", "bench_calc.py"), PYTHONPATH=str(ROOT))
    return found or call(python, Path("tests", "bench.py"), *arguments, PYTHONPATH=str(ROOT))


def laws(arguments: list[str]) -> int:
    """The property tests of calc with many more examples than the ordinary run."""
    files = sorted(str(path) for path in (ROOT / "tests").glob("test_calc_*.py"))
    return call(ensure(DEV_LOCK), "-m", "pytest", *files, *arguments, FIRST_CHECK_EXAMPLES="100000")


def lock(arguments: list[str]) -> int:
    """Write both lock files anew; versions already locked stay unless --upgrade is given."""
    make_venv()
    if not has_uv():
        raise Stop(NO_INSTALL)
    options = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--quiet")
    compile_lock = (venv_python(), "-m", "uv", "pip", "compile", *options, *arguments)
    return call(*compile_lock, "requirements.in", "-o", RUN_LOCK) or call(
        *compile_lock, "-c", RUN_LOCK, "requirements-dev.in", "-o", DEV_LOCK
    )


COMMANDS = {"run": run, "test": test, "check": check, "bench": bench, "laws": laws, "lock": lock}


def main(arguments: list[str]) -> int:
    """Do one command; its exit code."""
    if not arguments or arguments[0] not in COMMANDS:
        print(USAGE, end="")
        return 0 if arguments and arguments[0] in ("-h", "--help", "help") else 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except Stop as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
