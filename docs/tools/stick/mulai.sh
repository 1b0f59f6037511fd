#!/bin/sh
# Memulai kelas kubesim tanpa internet. / Starts kubesim's classroom without internet.
set -e
here=$(cd "$(dirname "$0")" && pwd)
place=${KUBESIM_PLACE:-"$HOME/kubesim-kelas"}

python=
for name in python@HERE@ python3 python; do
  if "$name" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "@HERE@")' 2>/dev/null; then
    python=$name
    break
  fi
done
if [ -z "$python" ]; then
  echo "Perlu Python @HERE@; baca BACA-DULU.txt. / Needs Python @HERE@; read README.txt."
  exit 1
fi

if [ "$(cat "$place/siap" 2>/dev/null)" != "@STAMP@" ]; then
  echo "Menyiapkan di $place, beberapa menit ... / Setting up, which takes some minutes ..."
  "$python" -m venv "$place"
  offline="--quiet --disable-pip-version-check --no-index --find-links"
  "$place/bin/python" -m pip install $offline "$here/wheels" --upgrade "kubesim[classroom]"
  "$place/bin/python" -m pip install $offline "$here/wheels" --force-reinstall --no-deps kubesim
  echo "@STAMP@" > "$place/siap"
fi
exec "$place/bin/kubesim" classroom "$@"
