/*
 * What a billing system does in a day, without exceptions: checks a code as it is typed, judges a
 * claim in a workspace, mends it as far as the record allows, and judges the day's claims at once.
 */
#include <iostream>
#include <vector>

#include "cleanclaim.hpp"

namespace cc = cleanclaim;

/* A biopsy and a destruction of lesions on one day. */
static cc::Result<cc::Claim> visit(std::string_view id)
{
    cc::Result<cc::Claim> claim = cc::Claim::create(CLEANCLAIM_PROFESSIONAL);
    if (!claim) {
        return claim;
    }
    cc::Header header;
    header.id = id;
    header.payer = "medicare";
    bool written = claim.value().set(header).ok() && claim.value().add_diagnosis("L57.0").ok();
    for (std::string_view procedure : {"11102", "17000"}) {
        cc::Line line;
        line.procedure = procedure;
        line.place = "11";
        line.from = 20240805;
        line.units_thousandths = 1000;
        line.charge_cents = 9500;
        line.diagnosis_pointers = {1};
        written = written && claim.value().add(line).ok();
    }
    if (!written) {
        return CLEANCLAIM_OUT_OF_RANGE;
    }
    return claim;
}

int main()
{
    cc::Result<std::string> npi = cc::parse(cleanclaim_npi_parse, "I234567893");
    if (!npi) {
        std::cout << npi.message() << '\n';
    }

    cc::Result<cc::Scrubber> scrubber = cc::Scrubber::starter("medicare-professional");
    cc::Result<cc::Workspace> workspace = cc::Workspace::create();
    cc::Result<cc::Claim> claim = visit("A-1");
    if (!scrubber || !workspace || !claim) {
        std::cerr << scrubber.message() << workspace.message() << claim.message() << '\n';
        return 2;
    }
    if (auto report = scrubber.value().scrub_in(claim.value(), workspace.value())) {
        for (const cc::Finding &finding : report.value().findings()) {
            std::cout << "line " << finding.line() << ": " << finding.message() << '\n';
        }
    }
    if (auto mended = scrubber.value().mend(claim.value(), CLEANCLAIM_IF_DOCUMENTED)) {
        for (const cleanclaim_applied &fix : mended.value().applied()) {
            std::cout << "if documented: " << cc::view(fix.title) << '\n';
        }
    }

    std::vector<cc::Claim> day;
    for (const char *id : {"A-1", "A-2", "A-3"}) {
        if (auto next = visit(id)) {
            day.push_back(std::move(next).value());
        }
    }
    std::int64_t at_risk = 0;
    cc::Result<cc::Done> judged =
        scrubber.value().scrub_batch(day, 0, [&](std::size_t, cc::ReportView report) {
            at_risk += report.summary().at_risk_cents;
        });
    if (!judged) {
        std::cerr << judged.message() << '\n';
        return 2;
    }
    std::cout << day.size() << " claims, " << at_risk / 100 << " dollars at risk\n";
    return 0;
}
