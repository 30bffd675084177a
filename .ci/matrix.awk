# Makes the table of .ci/matrix: for each version a line "version NAME", then one
# line "TEST RESULT" for each test. Ends with "N passed, N failed"; exits 1 if any
# test failed, or if a pair has no result.

BEGIN {
    pairs = split("phrase_java_to_java phrase_java_to_rust " \
        "phrase_rust_to_java phrase_rust_to_rust " \
        "greeting_java_to_java greeting_java_to_rust " \
        "greeting_rust_to_java greeting_rust_to_rust " \
        "phrase_java_to_rust_tap phrase_rust_to_java_tap phrase_rust_to_rust_tap " \
        "phrase_java_to_java_socks phrase_java_to_rust_socks " \
        "greeting_java_to_rust_tap greeting_rust_to_java_tap greeting_rust_to_rust_tap " \
        "greeting_java_to_java_socks greeting_java_to_rust_socks " \
        "shop_java_to_java shop_java_to_rust " \
        "shop_java_to_rust_by_hand shop_java_to_typed_handler " \
        "shop_rust_to_java shop_tokio_to_java " \
        "shop_rust_to_rust shop_tokio_to_typed_handler", pair, " ")
    for (p = 1; p <= pairs; p++) is_pair[pair[p]] = 1
}

$1 == "version" {
    name[++versions] = substr($0, length("version ") + 1)
    next
}

is_pair[$1] { result[$1, versions] = $2; next }

# The other tests share one row.
{
    all[versions]++
    if ($2 != "ok") bad[versions]++
}

function cells(first, cell,   v) {
    printf "| %-27s |", first
    for (v = 1; v <= versions; v++) printf " %-20s |", cell[v]
    print ""
}

END {
    print "Client to server, by the version of the Java end\n"
    cells("pair", name)
    for (v = 1; v <= versions; v++) cell[v] = "---"
    cells("---", cell)

    for (p = 1; p <= pairs; p++) {
        for (v = 1; v <= versions; v++) {
            cell[v] = result[pair[p], v]
            if (cell[v] == "") cell[v] = "MISSING"
            if (cell[v] == "ok") passed++; else failed++
        }
        title = pair[p]
        gsub(/_/, " ", title)
        cells(title, cell)
    }

    for (v = 1; v <= versions; v++) {
        passed += all[v] - bad[v]
        failed += bad[v]
        cell[v] = bad[v] ? bad[v] " of " all[v] " FAILED" : all[v] + 0 " ok"
    }
    cells("other tests of the pairs", cell)

    printf "\n%d passed, %d failed\n", passed, failed
    exit failed > 0 || versions == 0
}
