# shellcheck shell=bash
# What `demo` and `test` share: sourced by them, sets the machine up, says nothing where nothing is
# to be done. Everything it makes lies in .venv and in the program's data directory, apart from the
# system libraries, which it installs only where it may without asking for a password.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

PYTHON=.venv/bin/python

# Each line: Debian package, and what shows that it is there (a library, a command or a file).
DESKTOP_LIBRARIES='
    libportaudio2       libportaudio.so.2
    libegl1             libEGL.so.1
    libgl1              libGL.so.1
    libglib2.0-0        libglib-2.0.so.0
    libdbus-1-3         libdbus-1.so.3
    libfontconfig1      libfontconfig.so.1
    libx11-xcb1         libX11-xcb.so.1
    libxkbcommon-x11-0  libxkbcommon-x11.so.0
    libxcb-cursor0      libxcb-cursor.so.0
    libxcb-icccm4       libxcb-icccm.so.4
    libxcb-image0       libxcb-image.so.0
    libxcb-keysyms1     libxcb-keysyms.so.1
    libxcb-randr0       libxcb-randr.so.0
    libxcb-render-util0 libxcb-render-util.so.0
    libxcb-shape0       libxcb-shape.so.0
    libxcb-sync1        libxcb-sync.so.1
    libxcb-xfixes0      libxcb-xfixes.so.0
    fonts-dejavu-core   /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
'
TEST_LIBRARIES='
    pocketsphinx-testdata /usr/share/pocketsphinx/test/data
    pulseaudio            pulseaudio
    pulseaudio-utils      pactl
    libasound2-plugins    /usr/share/alsa/alsa.conf.d/50-pulseaudio.conf
'

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

# Run a command as root where that needs no password; fail where it does.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

apt_install() {
    command -v apt-get >/dev/null || return 1
    as_root true || return 1
    say "Installing system packages: $*"
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120) output
    output=$(as_root "${apt[@]}" update 2>&1) || say "$output" # older package lists may do
    output=$(as_root "${apt[@]}" install -y --no-install-recommends "$@" 2>&1) || {
        say "$output"
        return 1
    }
}

# Is the library, command or file `$1` there? `$2` is the linker's list of libraries.
is_there() {
    case $1 in
        /*) [ -e "$1" ] ;;
        *.so.*) [[ $2 == *"$1 "* ]] ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

# Install those of the packages in list `$1` that are missing, or name them and go on.
need_libraries() {
    [ "$(uname)" = Linux ] || return 0
    local known package proof missing=()
    known=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p || true)
    while read -r package proof; do
        [ -z "$package" ] || is_there "$proof" "$known" || missing+=("$package")
    done <<<"$1"
    [ ${#missing[@]} -eq 0 ] || apt_install "${missing[@]}" ||
        say "Some system libraries are missing. Install them with: sudo apt-get install ${missing[*]}"
}

need_desktop_libraries() { need_libraries "$DESKTOP_LIBRARIES"; }

need_test_libraries() { need_libraries "$DESKTOP_LIBRARIES$TEST_LIBRARIES"; }

# Print the command of a Python that is new enough.
new_enough_python() {
    local candidate
    for candidate in python3 python3.13 python3.12 python3.11 python3.14; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

make_environment() {
    local python version
    if ! python=$(new_enough_python); then
        # Ubuntu 22.04 has 3.10 as python3, and 3.11 beside it.
        apt_install python3 python3-venv || true
        new_enough_python >/dev/null ||
            apt_install python3.11 python3.11-venv 2>/dev/null || true
        python=$(new_enough_python) || fail "Python 3.11 or newer is needed. Install it with:" \
            "sudo apt-get install python3 python3-venv (on Ubuntu 22.04: python3.11 python3.11-venv)"
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        apt_install "$version-venv" ||
            fail "Python's venv module is missing. Install it with: sudo apt-get install $version-venv"
    fi
    "$python" -m venv --clear .venv
}

# Install the package with the extras `$1` ("" for none), unless that was done for this
# pyproject.toml in this place. A newer Python or a moved directory makes the environment anew.
install_package() {
    local extras=$1 stamp wanted
    stamp=.venv/installed-${extras:-core}
    wanted="$PWD $(cksum <pyproject.toml)"
    if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && "$PYTHON" -c '' 2>/dev/null; then
        return
    fi
    "$PYTHON" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
        make_environment
    say "Installing Call Companion into .venv (once; this takes a minute or two)"
    # With pep517, because an older pip warns of what will change in setup.py of others.
    "$PYTHON" -m pip install --quiet --disable-pip-version-check --use-pep517 \
        -e ".${extras:+[$extras]}" ||
        fail "The Python packages could not be installed. This needs the internet once: try again."
    printf '%s\n' "$wanted" >"$stamp"
}

install_model() {
    local said
    said=$("$PYTHON" -m companion models install)
    [[ $said == Already* ]] || say "$said"
}

# Run the set-up steps that follow while no other set-up runs in this directory.
begin_setup() {
    exec 9<scripts/setup.sh
    if command -v flock >/dev/null && ! flock -n 9; then
        say "Waiting for another set-up of this directory to end"
        flock 9
    fi
}

end_setup() {
    exec 9<&-
}
