#!/bin/sh
# Installs the Debian packages named as arguments that are missing. Asks for no password where none is missing.
set -eu

missing=""
for package in "$@"; do
  if command -v dpkg-query >/dev/null 2>&1; then
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
  fi
done

if ! command -v dpkg-query >/dev/null 2>&1; then
  for library in libgvc libxxhash; do
    pkg-config --exists "$library" || {
      echo "nnc needs $library; on macOS: brew install graphviz xxhash pkg-config" >&2
      exit 1
    }
  done
elif [ -n "$missing" ]; then
  echo "installing$missing"
  if [ "$(id -u)" = 0 ]; then as=""; else as="sudo"; fi
  export DEBIAN_FRONTEND=noninteractive
  # Word splitting is wanted: each word is a package.
  # shellcheck disable=SC2086
  $as apt-get update -qq && $as apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi
