#!/bin/sh
# Usage: repair.sh DEST
#
# Copies the four classes to DEST with the two repairs without which javac
# refuses Server and Client, and nothing else:
#
#   1. every no-break space (U+00A0) becomes a space;
#   2. Server declares `clientAddress`, which it assigns without declaring it.
set -eu

# sed must see bytes: in a UTF-8 locale BSD sed rejects what it cannot decode,
# and in others half a character could match.
LC_ALL=C
export LC_ALL

if [ $# -ne 1 ]; then
    echo "usage: repair.sh DEST" >&2
    exit 2
fi
dest=$1
here=$(dirname "$0")

# U+00A0 in UTF-8. Not every sed knows \xC2\xA0; every printf knows octal.
nbsp=$(printf '\302\240')

# The type is spelt out because Server imports no InetAddress, and an import
# would be a second change.
assigned='clientAddress = clientSocket.getInetAddress()'
declared="java.net.InetAddress $assigned"

for class in \
    UD06/P4_Sockets/TCPServidor UD06/P4_Sockets/TCPClient \
    Networking/Server Networking/Client
do
    mkdir -p "$dest/$(dirname "$class")"
    sed -e "s/$nbsp/ /g" -e "s/$assigned/$declared/" \
        "$here/$class.java" >"$dest/$class.java"
done

# A class that is not the published one could slip through unrepaired.
if ! grep -q "$declared" "$dest/Networking/Server.java"; then
    echo "repair.sh: Networking/Server.java does not assign clientAddress as published" >&2
    exit 1
fi
