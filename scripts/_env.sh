# Sourced by the other scripts: goes to the top folder and makes .venv from a locked list of packages.
#
# make_environment requirements.txt [FOLDER]   installs once; a stamp makes every later call instant.
# one_at_a_time COMMAND...            waits for another script that is setting up the same folder.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
  local name
  for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    if is_new_enough "$name"; then
      command -v "$name"
      return
    fi
  done
  fail "Python 3.11 or newer is needed. Install it, or name it: PYTHON=/path/to/python3 $0"
}

# Debian and Ubuntu may leave out ensurepip; an ordinary pip can then put pip in from outside.
create_venv() {
  local python="$1" folder="$2" version
  if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    "$python" -m venv --clear "$folder"
  elif "$python" -m pip --python "$python" --version >/dev/null 2>&1; then
    "$python" -m venv --clear --without-pip "$folder"
    "$python" -m pip --python "$folder/bin/python" install -qq --disable-pip-version-check pip
  else
    version="$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
    fail "Python lacks its venv module. On Debian or Ubuntu: apt install python$version-venv"
  fi
}

make_environment() {
  local list="$1" folder="${2:-.venv}" python stamp wanted
  stamp="$folder/.stamp-$(basename "$list" .txt)"
  wanted="$(cksum <"$list")"
  if is_new_enough "$folder/bin/python" && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    return
  fi

  say "Making the environment (about a minute, once)…"
  if ! is_new_enough "$folder/bin/python" || ! "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    python="$(find_python)"
    create_venv "$python" "$folder"
  fi
  "$folder/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes --requirement "$list" ||
    fail "The packages in $list could not be installed: see above. The same command tries again."
  # Written last, so that an interrupted installation is repeated.
  printf '%s\n' "$wanted" >"$stamp"
}

make_assets() { PYTHON=.venv/bin/python scripts/assets; }

one_at_a_time() {
  mkdir -p instance
  if command -v flock >/dev/null; then
    (flock 9 && "$@") 9>instance/setup.lock
  else
    "$@"
  fi
}
