export NINES_TESTS=$1
nice -n 5 swift build --build-tests 2>&1 | grep -E "error|warning: [^']|Build" | sort -u | head -40
swift test --skip-build ${2:+--filter $2} 2>&1 | grep -E "✘|error|passed|failed|recorded" | head -${3:-60}; date
