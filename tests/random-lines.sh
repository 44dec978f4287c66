#!/usr/bin/env bash
# Random lines of the source, to be read without knowing where they stand: is it clear what each one is about?
#   tests/random-lines.sh SEED [COUNT]             numbered lines (default: 36)
#   tests/random-lines.sh --contents SEED [COUNT]  the same, each with the contents of its file around it, and no word where that is
#   tests/random-lines.sh --answers SEED [COUNT]   for each number the folder of src/BrowserScraper, or the project
# The same seed gives the same lines as long as the source is the same. Left out are using directives, namespaces, comments and what is
# shorter than 25 characters.
set -euo pipefail
export LC_ALL=C

mode=lines
if [[ "${1:-}" =~ ^--(answers|contents)$ ]]; then
    mode=${1#--}
    shift
fi

if [[ ! "${1:-}" =~ ^[0-9]{1,9}$ || ! "${2:-36}" =~ ^[1-9][0-9]{0,5}$ ]]; then
    sed -n 's/^#   //p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi

cd "$(dirname "${BASH_SOURCE[0]}")/.."
mapfile -t files < <(git ls-files 'src/*.cs' | sort)
awk -v mode="$mode" -v seed="$1" -v count="${2:-36}" '
    # Park and Miller: every awk draws the same numbers, as its own rand() would not.
    function draw(below) {
        state = state * 16807 % 2147483647
        return int(state / 2147483647 * below)
    }

    FNR == 1 {
        split(FILENAME, part, "/")
        place = part[2] == "BrowserScraper" && part[3] !~ /\.cs$/ ? part[3] : part[2]
    }

    /^using / || /^namespace / { next }

    {
        sub(/\r$/, "")
        gsub(/^[ \t]+|[ \t]+$/, "")
    }

    length >= 25 && !/^(\/\/|\/\*|\*)/ && /[A-Za-z]/ {
        at[total] = FILENAME " " FNR
        lines[total++] = $0
        if (!(($0, place) in seen)) { # a line may stand in several
            seen[$0, place] = 1
            before = places[$0]
            places[$0] = before == "" ? place : before ", " place
        }
    }

    END {
        state = seed % 2147483646 + 1
        for (i = 0; i < 8; i++) {
            draw(1) # seeds that are near to each other begin alike
        }

        for (i = 0; i < count && i < total; i++) {
            chosen = i + draw(total - i)
            line = lines[chosen]
            found = at[chosen]
            lines[chosen] = lines[i]
            at[chosen] = at[i]
            printf "%d. %s\n", i + 1, mode == "answers" ? places[line] : mode == "contents" ? found : line
        }
    }' "${files[@]}" |
if [[ $mode != contents ]]; then
    cat
else
    while read -r number file line; do
        printf '\n======== %s\n' "$number"
        awk -v line="$line" '/^using / || /^namespace / { next } { print (FNR == line ? ">>> " : "    ") $0 }' "$file"
    done
fi
