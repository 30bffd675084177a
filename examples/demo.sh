#!/usr/bin/env bash
# Shows the swap: holds both conversations between the Java programs, then again
# with a Rust program in place of each end in turn. Prints what a Java client and a
# Rust server print, and a verdict on each pair. Fails if a line is not the one the
# Java programs print between them: then it prints all lines of that pair.
#
# `make demo` builds what this needs. JAVAWIRE and JAVAWIRE_JAVA may name another
# binary and another `java`.
set -euo pipefail
cd "$(dirname "$0")/.."

classes=target/java/classes
phrase='hola, ¿qué tal? straße 🙂'

# Cargo is asked where it builds: the environment or its configuration may say.
javawire=${JAVAWIRE:-$(cargo metadata --locked --format-version 1 --no-deps |
    sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p')/release/javawire}
java=${JAVAWIRE_JAVA:-$(.ci/jdk)/bin/java}
for needed in "$javawire" "$java" $classes/Networking/Server.class; do
    [ -e "$needed" ] || { echo "demo: $needed is missing; run: make demo" >&2; exit 1; }
done

ok='OK   ' wrong='WRONG'
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    ok=$'\033[1;32mOK\033[0m   ' wrong=$'\033[1;31mWRONG\033[0m'
fi

tmp=$(mktemp -d)
server=
client=
failed=0

finish() {
    status=$?
    trap - EXIT
    # shellcheck disable=SC2086 # one that does not run is no word
    [ -z "$client$server" ] || kill $client $server 2>/dev/null || true
    wait
    rm -rf "$tmp"
    exit $status
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# UTF-8 in and out in any locale; older and newer JDKs differ in the name for stdout.
java_program() {
    exec "$java" -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8 \
        -cp $classes "$1"
}

# program LANGUAGE END CONVERSATION: becomes that program.
program() {
    case "$*" in
        'Java server phrase') java_program UD06.P4_Sockets.TCPServidor ;;
        'Java client phrase') java_program UD06.P4_Sockets.TCPClient ;;
        'Java server greeting') java_program Networking.Server ;;
        'Java client greeting') java_program Networking.Client ;;
        *) exec "$javawire" "$2" "$3" ;;
    esac
}

# Keeps a line of the pair under way, to be printed with its verdict.
show() { printf '  %-11s | %s\n' "$1" "$2" >>"$tmp/shown"; }

# start LANGUAGE CONVERSATION: the server; its lines come from fd 3. The first one,
# which it prints when it listens, is waited for and is in $line, empty if it ended.
start() {
    rm -f "$tmp/pipe"
    mkfifo "$tmp/pipe"
    program "$1" server "$2" >"$tmp/pipe" 2>"$tmp/stderr" </dev/null &
    server=$!
    exec 3<"$tmp/pipe"
    IFS= read -r -t 20 line <&3 || line=
}

stop() {
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
    exec 3<&-
}

# The Java programs know no other ports. Trying them with a server of our own
# disturbs nobody who listens there; a connection would end a TCPServidor.
ports_free() {
    for conversation in phrase greeting; do
        start Rust $conversation
        stop
        if [ -z "$line" ]; then
            echo "demo: javawire server $conversation cannot listen:" >&2
            cat "$tmp/stderr" >&2
            echo "The Java classes fix the ports 10000 and 6666: stop what uses them." >&2
            exit 1
        fi
    done
}

# Runs the client to its end; its lines go to the terminal and to $tmp/client.
run_client() { # LANGUAGE CONVERSATION
    rm -f "$tmp/pipe"
    mkfifo "$tmp/pipe"
    program "$1" client "$2" >"$tmp/pipe" 2>>"$tmp/stderr" < <(echo "$phrase") &
    client=$!
    exec 4<"$tmp/pipe"
    since=$SECONDS
    while IFS= read -r -t 20 line <&4; do
        since=$SECONDS
        show "$1 client" "$line"
        echo "$line" >>"$tmp/client"
        [ "${line%% *}" != Introduce ] || show '(typed)' "$phrase"
    done
    exec 4<&-
    # No end and no line for so long: it hangs. (Bash 3 does not tell by status.)
    [ $((SECONDS - since)) -lt 20 ] || kill "$client" 2>/dev/null || true
    wait "$client" && client= || { client=; return 1; }
}

# same END CONVERSATION LANGUAGE: compares what the end printed with what it
# printed, or its Java predecessor did, between the two Java programs.
same() {
    cmp -s "$tmp/$1" "$tmp/java-$1-$2" || complain "the $3 $1 should have printed:" "$tmp/java-$1-$2"
}

# expect END CONVERSATION LINE: the comparisons are worth nothing unless the Java
# programs themselves got that far.
expect() {
    grep -qxF -- "$3" "$tmp/java-$1-$2" || complain "the Java $1 did not print: $3"
}

# complain TEXT [FILE]: something is wrong with the pair under way.
complain() {
    echo "        $1" >>"$tmp/complaints"
    [ $# -lt 2 ] || sed 's/^/          | /' "$2" >>"$tmp/complaints"
}

# verdict CLIENT SERVER: prints it, behind the lines if they are to be seen.
verdict() {
    if [ -s "$tmp/complaints" ]; then
        cat "$tmp/shown"
        echo "  $wrong $1 client, $2 server"
        cat "$tmp/complaints"
        sed 's/^/        stderr: /' "$tmp/stderr"
        failed=1
        return
    fi
    [ "$1 $2" != 'Java Rust' ] || cat "$tmp/shown"
    if [ "$1 $2" = 'Java Java' ]; then
        echo "  $ok $1 client, $2 server: as published"
    else
        echo "  $ok $1 client, $2 server: line for line what Java programs print between them"
    fi
}

# converse CLIENT SERVER CONVERSATION
converse() {
    : >"$tmp/client"
    : >"$tmp/shown"
    : >"$tmp/complaints"
    start "$2" "$3"
    show "$2 server" "$line"
    echo "$line" >"$tmp/server"

    answered=yes
    run_client "$1" "$3" || answered=no
    # Both servers print three more lines for each client. If the client failed
    # they may never come: then what has come is all.
    [ $answered = yes ] || kill "$server" 2>/dev/null || true
    for _ in 1 2 3; do
        IFS= read -r -t 20 line <&3 || break
        show "$2 server" "$line"
        echo "$line" >>"$tmp/server"
    done
    stop

    [ $answered = yes ] || complain "the $1 client failed"
    if [ "$1 $2" != 'Java Java' ]; then
        same client "$3" "$1"
        same server "$3" "$2"
    else
        mv "$tmp/client" "$tmp/java-client-$3"
        mv "$tmp/server" "$tmp/java-server-$3"
        case $3 in
            phrase)
                expect server phrase 'Server esperando una nueva conexión...'
                expect client phrase 'La frase recibida es: HOLA, ¿QUÉ TAL? STRASSE 🙂'
                ;;
            greeting)
                expect server greeting 'Server is Running at 6666'
                expect client greeting HELLO
                ;;
        esac
    fi
    verdict "$1" "$2"
}

ports_free

echo 'PHRASE: the client sends a String object, the server returns it in upper case'
converse Java Java phrase
converse Java Rust phrase
converse Rust Java phrase

printf '\nGREETING: the server sends HELLO with writeUTF\n'
converse Java Java greeting
converse Java Rust greeting
converse Rust Java greeting

echo
if [ $failed -ne 0 ]; then
    echo "$wrong Not every conversation came out right."
    exit 1
fi
echo "$ok Either end of both conversations was swapped, and the other end noticed nothing."
