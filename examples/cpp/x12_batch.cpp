/*
 * Judges the claims of 837 files as they are read, in the memory of one workspace.
 *
 *     ./x12_batch_cpp examples/claims/two-office-claims.837
 */
#include <iostream>

#include "cleanclaim.hpp"

namespace cc = cleanclaim;

int main(int argc, char **argv)
try {
    const cc::Scrubber scrubber = cc::Scrubber::starter().value();
    cc::Workspace workspace = cc::Workspace::create().value();

    for (int argument = 1; argument < argc; argument++) {
        cc::X12 file = cc::X12::open(argv[argument]).value();
        for (cc::X12::Item item = file.next().value(); item.kind != CLEANCLAIM_X12_END; item = file.next().value()) {
            if (!item.claim) {
                std::cerr << item.message << '\n';
                continue;
            }
            const cc::ReportView report = scrubber.scrub_in(*item.claim, workspace).value();
            std::cout << "claim " << cc::view(report.summary().claim) << ": " << report.findings().size()
                      << " findings\n";
            for (const cc::Finding &finding : report.findings()) {
                std::cout << "  " << finding.rule() << ": " << finding.message();
                if (auto place = item.claim->position(finding.line(), finding.field(), finding.position())) {
                    std::cout << " (segment " << place.value().segment << ", " << place.value().id << ')';
                }
                std::cout << '\n';
            }
        }
    }
    return 0;
} catch (const cc::Error &error) {
    std::cerr << error.what() << '\n';
    return 2;
}
