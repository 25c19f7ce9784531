/*
 * Judges claims given as JSON in files, and prints what was found.
 *
 *     ./scrub_cpp examples/claims/bundled-pair.json
 *
 * Ends with 0 when nothing would be denied, 1 when something would, 2 when a claim cannot be read.
 */
#include <fstream>
#include <iostream>
#include <sstream>

#include "cleanclaim.hpp"

int main(int argc, char **argv)
try {
    const cleanclaim::Scrubber scrubber = cleanclaim::Scrubber::starter().value();
    bool denied = false;

    for (int argument = 1; argument < argc; argument++) {
        std::ifstream file(argv[argument]);
        std::ostringstream text;
        text << file.rdbuf();
        const cleanclaim::Report report = scrubber.scrub_json(text.str()).value();
        for (const cleanclaim::Finding &finding : report.findings()) {
            denied = denied || finding.severity() >= CLEANCLAIM_DENY;
            std::cout << "line " << finding.line() << "  " << finding.rule() << "  " << finding.message() << '\n';
            for (std::size_t index = 0; index < finding.fix_count(); index++) {
                std::cout << "        " << finding.fix(index).title() << '\n';
            }
        }
    }
    return denied;
} catch (const cleanclaim::Error &error) {
    std::cerr << error.what() << '\n';
    return 2;
}
