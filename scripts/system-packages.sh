#!/bin/sh
# Installs Debian packages that are missing, when it may; otherwise says exactly what is missing and stops.
# Usage: scripts/system-packages.sh PACKAGE…
set -eu

missing=""
for package in "$@"; do
    if ! dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed"; then
        missing="$missing $package"
    fi
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Thiếu / missing:$missing" >&2
    echo "Hãy cài các gói này bằng trình quản lý gói của máy. / Install them with the package manager of this system." >&2
    exit 1
fi

if [ "$(id -u)" -eq 0 ]; then
    run=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    run="sudo"
else
    echo "Thiếu / missing:$missing" >&2
    echo "Hãy chạy lệnh này rồi chạy lại. / Run this, then try again:" >&2
    echo "    sudo apt-get install -y$missing" >&2
    exit 1
fi

echo "Cài / installing:$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086  # a list of names, split on purpose
$run apt-get install -y -qq $missing >/dev/null 2>&1 || {
    $run apt-get update -qq
    $run apt-get install -y -qq $missing >/dev/null
}
