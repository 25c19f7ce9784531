/* The C++ classes: moves, failures by choice, lent reports, batches that throw. */
#include "cleanclaim.hpp"
#include "cleanclaim.hpp"

#include <iostream>
#include <type_traits>

namespace cc = cleanclaim;

static int failures = 0;
#define CHECK(condition)                                                      \
    do {                                                                      \
        if (!(condition)) {                                                   \
            std::cout << __LINE__ << ": " << #condition << '\n';              \
            failures++;                                                       \
        }                                                                     \
    } while (0)

template <class T>
constexpr bool moves_only = !std::is_copy_constructible_v<T> && !std::is_copy_assignable_v<T> &&
                            std::is_nothrow_move_constructible_v<T> && std::is_nothrow_move_assignable_v<T>;
static_assert(moves_only<cc::Edition> && moves_only<cc::Profile> && moves_only<cc::Scrubber> &&
              moves_only<cc::Claim> && moves_only<cc::Report> && moves_only<cc::Workspace> &&
              moves_only<cc::Mended> && moves_only<cc::X12>);

/* What is gone at the end of the line lends nothing: each of these compiles for an object that is kept,
   and for no temporary. */
#define LENT(member)                                                                              \
    template <class T, class = void>                                                              \
    constexpr bool lends_##member = false;                                                        \
    template <class T>                                                                            \
    constexpr bool lends_##member<T, std::void_t<decltype(std::declval<T>().member())>> = true;
LENT(after)
LENT(applied)
LENT(before)
LENT(bypassed)
LENT(claim)
LENT(findings)
LENT(get)
LENT(id)
LENT(info_json)
LENT(json)
LENT(name)
LENT(next)
LENT(not_evaluated)
LENT(tables)
#define ONLY_KEPT(member, type)                                                                   \
    static_assert(lends_##member<type &> && !lends_##member<type> && !lends_##member<const type>, #member)
ONLY_KEPT(get, cc::Edition);
ONLY_KEPT(id, cc::Edition);
ONLY_KEPT(info_json, cc::Edition);
ONLY_KEPT(tables, cc::Edition);
ONLY_KEPT(get, cc::Profile);
ONLY_KEPT(name, cc::Profile);
ONLY_KEPT(get, cc::Claim);
ONLY_KEPT(json, cc::Claim);
ONLY_KEPT(bypassed, cc::Report);
ONLY_KEPT(findings, cc::Report);
ONLY_KEPT(get, cc::Report);
ONLY_KEPT(json, cc::Report);
ONLY_KEPT(not_evaluated, cc::Report);
ONLY_KEPT(after, cc::Mended);
ONLY_KEPT(applied, cc::Mended);
ONLY_KEPT(before, cc::Mended);
ONLY_KEPT(claim, cc::Mended);
ONLY_KEPT(get, cc::Workspace);
ONLY_KEPT(next, cc::X12);
template <class Owner, class View>
constexpr bool only_kept = std::is_convertible_v<const Owner &, View> && !std::is_constructible_v<View, Owner> &&
                           !std::is_constructible_v<View, const Owner>;
static_assert(only_kept<cc::Report, cc::ReportView> && only_kept<cc::Claim, cc::ClaimView>);

/* A view is asked as it is, for its memory is another's; what failed gives its texts away. */
static_assert(lends_json<cc::ReportView> && lends_findings<cc::ReportView> && lends_json<cc::ClaimView>);
using Outcome = cc::Result<cc::Report>;
static_assert(std::is_same_v<decltype(std::declval<const Outcome &>().message()), const std::string &> &&
              std::is_same_v<decltype(std::declval<Outcome>().message()), std::string> &&
              std::is_same_v<decltype(std::declval<const Outcome>().message()), std::string> &&
              std::is_same_v<decltype(std::declval<Outcome>().repair()), std::string> &&
              std::is_same_v<decltype(std::declval<cc::Error>().repair()), std::string>);
static_assert(std::is_same_v<decltype(std::declval<Outcome &>().value()), cc::Report &> &&
              std::is_same_v<decltype(std::declval<const Outcome &>().value()), const cc::Report &> &&
              std::is_same_v<decltype(std::declval<Outcome>().value()), cc::Report>);

static cc::Claim pair(std::string_view id)
{
    cc::Claim claim = cc::Claim::create(CLEANCLAIM_PROFESSIONAL).value();
    cc::Header header;
    header.id = id;
    claim.set(header).value();
    claim.set(CLEANCLAIM_BILLING, cc::Provider{"1234567893", "207Q00000X", {}}).value();
    cc::Patient patient;
    patient.birth_date = 19580304;
    patient.sex = "F";
    claim.set(patient).value();
    claim.add_diagnosis("L57.0").value();
    for (std::string_view procedure : {"11102", "17000"}) {
        cc::Line line;
        line.procedure = procedure;
        line.from = 20240805;
        line.place = "11";
        line.charge_cents = 9500;
        line.units_thousandths = 1000;
        line.diagnosis_pointers = {1};
        claim.add(line).value();
    }
    return claim;
}

static std::optional<std::size_t> find(const cc::ReportView &report, std::string_view rule)
{
    std::size_t index = 0;
    for (const cc::Finding &finding : report.findings()) {
        if (finding.rule() == rule) {
            return index;
        }
        index++;
    }
    return std::nullopt;
}

int main(int argc, char **argv)
{
    CHECK(cc::is_compatible() && !cc::version().empty());

    /* Failures by status and by exception. */
    cc::Result<cc::Scrubber> unknown = cc::Scrubber::starter("nobody");
    CHECK(!unknown && unknown.status() == CLEANCLAIM_UNKNOWN_PROFILE);
    CHECK(unknown.message().find("medicaid") != std::string::npos);
    bool thrown = false;
    try {
        cc::parse(cleanclaim_npi_parse, "I234567893").value();
    } catch (const cc::Error &error) {
        thrown = error.status() == CLEANCLAIM_NOT_A_CODE && error.repair() == "1234567893";
    }
    CHECK(thrown);
    CHECK(cc::parse(cleanclaim_diagnosis_parse, "e119").value() == "E11.9");

    /* Objects are moved. */
    cc::Edition edition = cc::Edition::starter().value();
    cc::Profile profile = cc::Profile::shipped("medicare-professional").value();
    CHECK(!edition.id().empty() && edition.info_json().front() == '{' && edition.tables().size() > 5);
    CHECK(edition.verify().ok() && profile.name() == "medicare-professional");
    CHECK(!profile.remove_rule("Q999").ok() && profile.set_severity("N", CLEANCLAIM_WARN).ok());
    cc::Scrubber scrubber = cc::Scrubber::create(edition, profile).value();
    cc::Scrubber moved = std::move(scrubber);
    scrubber = cc::Scrubber::starter().value();

    cc::Claim claim = pair("A-1");
    CHECK(claim.line_count() == 2);
    const cc::Result<cc::Report> judged = scrubber.scrub(claim);
    const cc::Report &report = judged.value();
    CHECK(report.verdict() == CLEANCLAIM_FLAGGED && cc::view(report.summary().claim) == "A-1");
    std::optional<std::size_t> found = find(report, "N002");
    CHECK(found.has_value());
    cc::Finding finding = report.findings()[*found];
    CHECK(finding.carc() == "236" && cc::view(finding.rarcs()[0]) == "N20" && finding.value("column_1") == "11102");
    CHECK(finding.line() == 2 && finding.related_lines()[0] == 1 && finding.at_risk_cents() == 9500);
    CHECK(finding.fix(0).edits()[0].operation == CLEANCLAIM_ADD_MODIFIER);
    CHECK(report.json().find(finding.message()) != std::string_view::npos);
    const cc::Report softened = moved.scrub(claim).value();
    CHECK(softened.findings()[*found].severity() == CLEANCLAIM_WARN);

    /* A lent report, a fix, a copy. */
    cc::Workspace workspace = cc::Workspace::create().value();
    CHECK(!find(scrubber.scrub_in(claim.clone().value(), workspace).value(), "N999"));
    cc::Claim copy = claim.clone().value();
    CHECK(claim.apply(report, *found, 0).ok());
    CHECK(!find(scrubber.scrub_in(claim, workspace).value(), "N002"));
    CHECK(scrubber.scrub_in(claim, workspace).value().bypassed().size() >= 1);
    CHECK(find(scrubber.scrub_in(copy, workspace).value(), "N002"));
    cc::Mended mended = scrubber.mend(copy, CLEANCLAIM_IF_DOCUMENTED).value();
    CHECK(mended.complete() && mended.applied().size() >= 1 && find(mended.before(), "N002") && !find(mended.after(), "N002"));
    CHECK(mended.claim().clone().value().line_count() == 2);
    const cc::Report after = scrubber.scrub(mended.claim()).value();
    CHECK(!find(after, "N002"));
    CHECK(scrubber.scrub(copy.clone().value()).value().verdict() == CLEANCLAIM_FLAGGED);
    CHECK(scrubber.mend(copy.clone().value(), CLEANCLAIM_IF_DOCUMENTED).ok());
    CHECK(copy.clone().value().apply(scrubber.scrub(copy).value(), *found, 0).ok());
    CHECK(claim.add_history(copy.clone().value()).ok());
    CHECK(find(scrubber.scrub_json_in(copy.json(), workspace).value(), "N002"));
    CHECK(scrubber.scrub_json_in("{}", workspace).status() == CLEANCLAIM_NOT_A_CLAIM);
    auto first = mended.before().findings().begin();
    CHECK((*first).rule() == mended.before().findings()[0].rule());
    for (cleanclaim_not_evaluated gap : report.not_evaluated()) {
        CHECK(!cc::view(gap.reason).empty());
    }

    /* Batches: in order, ended by false, and by an exception that arrives. */
    std::vector<cc::Claim> claims;
    for (int index = 0; index < 100; index++) {
        claims.push_back(pair("B-" + std::to_string(index)));
    }
    std::size_t next = 0;
    scrubber
        .scrub_batch(claims, 3,
                     [&](std::size_t index, cc::ReportView view) {
                         CHECK(index == next++ && view.verdict() == CLEANCLAIM_FLAGGED);
                     })
        .value();
    CHECK(next == claims.size());
    CHECK(scrubber.scrub_batch(claims, 2, [](std::size_t index, cc::ReportView) { return index < 10; }).status() ==
          CLEANCLAIM_CANCELLED);
    thrown = false;
    try {
        auto outcome = scrubber.scrub_batch(claims, 2, [](std::size_t, cc::ReportView) { throw 42; });
        CHECK(outcome.ok());
    } catch (int number) {
        thrown = number == 42;
    }
    CHECK(thrown);

    /* Profiles of one's own, visits. */
    cc::Profile choice = cc::Profile::by_payer().value();
    CHECK(choice.add(cc::Profile::from_text("name = \"own\"\npayers = [\"own\"]").value()).ok());
    CHECK(cc::Profile::from_text("nothing").status() == CLEANCLAIM_NOT_A_PROFILE);
    cleanclaim_visit visit = {};
    visit.place = cc::text("11");
    visit.date = 20260105;
    visit.minutes = 32;
    CHECK(std::string_view(cc::visit_level(visit).value().code) == "99203");
    visit.encounter = CLEANCLAIM_SUBSEQUENT;
    CHECK(cc::visit_level(visit).status() == CLEANCLAIM_NO_LEVEL);

    /* Files and rules. */
    if (argc == 2) {
        cc::X12 file = cc::X12::open(argv[1]).value();
        int count = 0;
        for (cc::X12::Item item = file.next().value(); item.kind != CLEANCLAIM_X12_END; item = file.next().value()) {
            CHECK(item.claim && item.claim->position(1, "procedure").ok());
            count++;
        }
        CHECK(count == 2);
    }
    cc::X12 none = cc::X12::from_bytes("hello").value();
    CHECK(none.next().value().kind == CLEANCLAIM_X12_ERROR);
    CHECK(cc::rules().size() == cleanclaim_rule_count());
    CHECK(cc::view(cc::find_rule("n002").value().id) == "N002" && !cc::find_rule("Q999"));

    if (failures == 0) {
        std::cout << "wrapper: all passed\n";
    }
    return failures != 0;
}
