/* The lists of cleanclaim.hpp as ranges of C++20. */
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "cleanclaim.hpp"

/* clang before 16 cannot read the ranges of libstdc++. */
#if defined(__cpp_lib_ranges) && !(defined(__clang__) && __clang_major__ < 16 && defined(__GLIBCXX__))

template <class Range>
constexpr bool is_lent_range =
    std::ranges::forward_range<Range> && std::ranges::sized_range<Range> && std::ranges::common_range<Range> &&
    std::ranges::view<Range> && std::ranges::borrowed_range<Range> &&
    std::forward_iterator<std::ranges::iterator_t<Range>>;

using Report = const cleanclaim::Report &;
static_assert(is_lent_range<decltype(std::declval<Report>().findings())>);
static_assert(is_lent_range<decltype(std::declval<Report>().bypassed())>);
static_assert(is_lent_range<decltype(std::declval<Report>().not_evaluated())>);
static_assert(is_lent_range<decltype(std::declval<const cleanclaim::Mended &>().applied())>);
static_assert(is_lent_range<decltype(std::declval<const cleanclaim::Edition &>().tables())>);
static_assert(is_lent_range<decltype(std::declval<cleanclaim::Finding>().fixes())>);
static_assert(is_lent_range<decltype(std::declval<cleanclaim::Finding>().related_lines())>);
static_assert(is_lent_range<decltype(std::declval<cleanclaim::Finding>().values())>);
static_assert(is_lent_range<decltype(std::declval<cleanclaim::Fix>().edits())>);
static_assert(std::ranges::contiguous_range<decltype(std::declval<cleanclaim::Finding>().rarcs())>);

/* A list of a report that is gone at the end of the line does not compile. */
template <class T>
concept lends_findings = requires(T report) {
    { std::forward<T>(report).findings() } -> std::ranges::range;
};
static_assert(lends_findings<const cleanclaim::Report &> && !lends_findings<const cleanclaim::Report>);

static void demand(bool holds, int line)
{
    if (!holds) {
        std::fprintf(stderr, "line %d fails\n", line);
        std::exit(1);
    }
}
#define CHECK(condition) demand((condition), __LINE__)

int main()
{
    cleanclaim::Scrubber scrubber = cleanclaim::Scrubber::starter().value();
    cleanclaim::Report report = scrubber.scrub_json(R"({
        "form": "professional", "diagnoses": ["L57.0"], "lines": [
            {"procedure": "11102", "from": "2024-08-05", "diagnosis_pointers": [1]},
            {"procedure": "17000", "from": "2024-08-05", "diagnosis_pointers": [1]}
        ]})").value();
    auto is_pair = [](const cleanclaim::Finding &finding) { return finding.rule() == "N002"; };
    CHECK(std::ranges::count_if(report.findings(), is_pair) == 1);

    auto fixes = report.findings() | std::views::filter(is_pair) |
                 std::views::transform([](const cleanclaim::Finding &finding) { return finding.fixes().size(); });
    std::size_t sum = 0;
    for (std::size_t own : fixes) {
        sum += own;
    }
    CHECK(sum == 4);

    /* The iterator found is of the report, not of the list that was made for the search. */
    auto found = std::ranges::find_if(report.findings(), is_pair);
    CHECK(found != report.findings().end() && (*found).line() == 2);
    auto after = found++;
    CHECK(after != found && std::ranges::distance(after, report.findings().end()) >= 1);
    CHECK(std::ranges::equal((*after).related_lines(), std::array<std::uint32_t, 1>{1}));
    CHECK(std::ranges::all_of(report.not_evaluated(),
                              [](const cleanclaim_not_evaluated &gap) { return gap.reason.length > 0; }));
    std::puts("ranges: all passed");
}

#else

int main() { std::puts("ranges: all passed (the library of this compiler has none)"); }

#endif
