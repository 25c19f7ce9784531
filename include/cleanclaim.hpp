/*
 * cleanclaim for C++17 and later: the objects of cleanclaim.h as move-only classes.
 *
 * A first program:
 *
 *     cleanclaim::Scrubber scrubber = cleanclaim::Scrubber::starter().value();
 *     cleanclaim::Report report = scrubber.scrub_json(text).value();
 *     for (const cleanclaim::Finding &finding : report.findings()) {
 *         std::cout << finding.rule() << ' ' << finding.message() << '\n';
 *     }
 *
 * Failures. A call that can fail returns a Result: value() gives what it made or throws an Error;
 * programs that do without exceptions ask ok(), status() and message() first. Compiled with
 * -fno-exceptions, value() of a failure ends the program.
 *
 * Ownership. An object owns what it wraps and frees it; it is moved, never copied. A moved-from
 * object may be destroyed and assigned to. Texts are std::string_view and, with everything else
 * read from an object, are lent by it: they live until it is changed, destroyed or assigned to.
 * An object that is gone at the end of the line lends nothing: what is read from one does not
 * compile, so keep it in a variable. Functions take such an object as any other.
 *
 * Threads. As in cleanclaim.h: const member functions may be called by several threads at once.
 */

#ifndef CLEANCLAIM_HPP
#define CLEANCLAIM_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>
#if (__cplusplus >= 202002L || (defined(_MSVC_LANG) && _MSVC_LANG >= 202002L)) && defined(__has_include)
#if __has_include(<ranges>)
#include <ranges>
#endif
#endif

#include "cleanclaim.h"

namespace cleanclaim {

/* A failed call: its status, its message and, for a code, what was probably meant. */
class Error : public std::runtime_error {
public:
    Error(cleanclaim_status status, const std::string &message, std::string repair)
        : std::runtime_error(message), status_(status), repair_(std::move(repair))
    {
    }

    cleanclaim_status status() const noexcept { return status_; }
    const std::string &repair() const & noexcept { return repair_; }
    std::string repair() const && { return repair_; }

private:
    cleanclaim_status status_;
    std::string repair_;
};

/* What a call made, or why it failed. */
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : value_(std::move(value)) {}
    Result(cleanclaim_status status) : status_(status)
    {
        std::size_t length = 0;
        const char *text = cleanclaim_last_error(&length);
        message_.assign(text, length);
        text = cleanclaim_last_repair(&length);
        repair_.assign(text, length);
    }

    bool ok() const noexcept { return value_.has_value(); }
    explicit operator bool() const noexcept { return ok(); }
    cleanclaim_status status() const noexcept { return status_; }
    /* Why it failed; empty when it did not. */
    const std::string &message() const & noexcept { return message_; }
    std::string message() const && { return message_; }
    /* What a text that is not a code was probably meant to be; empty when that is not known. */
    const std::string &repair() const & noexcept { return repair_; }
    std::string repair() const && { return repair_; }

    /* What the call made. Throws an Error when it failed. */
    T &value() &
    {
        demand();
        return *value_;
    }
    const T &value() const &
    {
        demand();
        return *value_;
    }
    T value() &&
    {
        demand();
        return std::move(*value_);
    }
    void value() const && = delete;

private:
    void demand() const
    {
        if (!ok()) {
#if defined(__cpp_exceptions)
            throw Error(status_, message_, repair_);
#else
            std::abort();
#endif
        }
    }

    std::optional<T> value_;
    cleanclaim_status status_ = CLEANCLAIM_OK;
    std::string message_, repair_;
};

/* What a call that makes nothing gives when it succeeds. */
struct Done {};

/* A list that is lent by an object: begin, end, size, operator[]. In C++20 it is a view, and its
   iterators may outlive it, as long as what lends it. */
template <class T>
class List {
public:
    List() noexcept = default;
    List(const T *first, std::size_t size) noexcept : first_(first), size_(size) {}
    const T *begin() const noexcept { return first_; }
    const T *end() const noexcept { return first_ + size_; }
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    const T &operator[](std::size_t index) const noexcept { return first_[index]; }

private:
    const T *first_ = nullptr;
    std::size_t size_ = 0;
};

/* The text of a member of the C structures. */
inline std::string_view view(cleanclaim_text text) noexcept
{
    return std::string_view(text.data, text.length);
}

/* The C text of a view. */
inline cleanclaim_text text(std::string_view view) noexcept
{
    cleanclaim_text text;
    text.data = view.data();
    text.length = view.size();
    return text;
}

namespace detail {

template <class T, void (*Free)(T *)>
struct Deleter {
    void operator()(T *object) const noexcept { Free(object); }
};

template <class T, void (*Free)(T *)>
using Owner = std::unique_ptr<T, Deleter<T, Free>>;

inline Result<Done> done(cleanclaim_status status)
{
    if (status != CLEANCLAIM_OK) {
        return status;
    }
    return Done{};
}

/* Items that are read by their index from a C object, as a range; in C++20 a view whose iterators may
   outlive it, as long as the object. */
template <class Item, class Object>
class Items {
public:
    using Read = Item (*)(const Object *, std::size_t);

    class Iterator {
    public:
        /* An item is made when it is read, so that to C++17 this is an input iterator; C++20 has a
           word of its own for one that may be gone through again. */
        using iterator_category = std::input_iterator_tag;
        using iterator_concept = std::forward_iterator_tag;
        using value_type = Item;
        using difference_type = std::ptrdiff_t;
        using pointer = const Item *;
        using reference = Item;

        Iterator() noexcept = default;
        Iterator(const Object *object, Read read, std::size_t index) noexcept
            : object_(object), read_(read), index_(index)
        {
        }
        Item operator*() const { return read_(object_, index_); }
        Iterator &operator++() noexcept
        {
            ++index_;
            return *this;
        }
        Iterator operator++(int) noexcept
        {
            Iterator before = *this;
            ++index_;
            return before;
        }
        bool operator==(const Iterator &other) const noexcept { return index_ == other.index_; }
        bool operator!=(const Iterator &other) const noexcept { return index_ != other.index_; }

    private:
        const Object *object_ = nullptr;
        Read read_ = nullptr;
        std::size_t index_ = 0;
    };

    Items() noexcept = default;
    Items(const Object *object, std::size_t size, Read read) noexcept
        : object_(object), size_(size), read_(read)
    {
    }
    Iterator begin() const noexcept { return Iterator(object_, read_, 0); }
    Iterator end() const noexcept { return Iterator(object_, read_, size_); }
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    Item operator[](std::size_t index) const { return read_(object_, index); }

private:
    const Object *object_ = nullptr;
    std::size_t size_ = 0;
    Read read_ = nullptr;
};

} /* namespace detail */

/* The version of the library that runs: 0.1.0. */
inline std::string_view version() noexcept { return cleanclaim_version(); }

/* Whether the library that runs agrees with this header. */
inline bool is_compatible() noexcept { return cleanclaim_abi_version() == CLEANCLAIM_ABI_VERSION; }

/* Reference data by date of service. */
class Edition {
public:
    static Result<Edition> starter()
    {
        cleanclaim_edition *made = nullptr;
        return of(cleanclaim_edition_starter(&made), made);
    }
    static Result<Edition> open(std::string_view path)
    {
        cleanclaim_edition *made = nullptr;
        return of(cleanclaim_edition_open(path.data(), path.size(), &made), made);
    }
    static Result<Edition> from_bytes(const std::uint8_t *bytes, std::size_t length)
    {
        cleanclaim_edition *made = nullptr;
        return of(cleanclaim_edition_from_bytes(bytes, length, &made), made);
    }

    Result<Done> verify() const { return detail::done(cleanclaim_edition_verify(get())); }
    std::string_view id() const &
    {
        cleanclaim_text id = {"", 0};
        cleanclaim_edition_id(get(), &id);
        return view(id);
    }
    /* What it holds, as JSON. */
    std::string_view info_json() const &
    {
        cleanclaim_text json = {"", 0};
        cleanclaim_edition_info_json(get(), &json);
        return view(json);
    }
    /* Its tables, each with the dates it answers for. */
    detail::Items<cleanclaim_table, cleanclaim_edition> tables() const &
    {
        return {get(), cleanclaim_edition_table_count(get()),
                [](const cleanclaim_edition *edition, std::size_t index) {
                    cleanclaim_table table = {};
                    cleanclaim_edition_table(edition, index, &table, sizeof table);
                    return table;
                }};
    }
    const cleanclaim_edition *get() const & noexcept { return own_.get(); }
    void id() const && = delete;
    void info_json() const && = delete;
    void tables() const && = delete;
    void get() const && = delete;

private:
    explicit Edition(cleanclaim_edition *own) noexcept : own_(own) {}
    /* What was made comes by reference, to be read after the call that makes it: arguments may be
       evaluated in any order. So in the classes below. */
    static Result<Edition> of(cleanclaim_status status, cleanclaim_edition *const &made)
    {
        if (status != CLEANCLAIM_OK) {
            return status;
        }
        return Edition(made);
    }
    detail::Owner<cleanclaim_edition, cleanclaim_edition_free> own_;
};

/* Which rules judge a claim, and how severely. */
class Profile {
public:
    static Result<Profile> shipped(std::string_view name)
    {
        cleanclaim_profile *made = nullptr;
        return of(cleanclaim_profile_shipped(name.data(), name.size(), &made), made);
    }
    static Result<Profile> by_payer()
    {
        cleanclaim_profile *made = nullptr;
        return of(cleanclaim_profile_by_payer(&made), made);
    }

    /* A profile from the text of a profile file, TOML or JSON. */
    static Result<Profile> from_text(std::string_view file)
    {
        cleanclaim_profile *made = nullptr;
        return of(cleanclaim_profile_from_text(file.data(), file.size(), &made), made);
    }

    /* Adds a profile for the payers it names, for which it is tried first. */
    Result<Done> add(const Profile &own)
    {
        return detail::done(cleanclaim_profile_add(own_.get(), own.get()));
    }
    std::string_view name() const &
    {
        cleanclaim_text name = {"", 0};
        cleanclaim_profile_name(get(), &name);
        return view(name);
    }
    /* A rule by its identifier or name, or a family by its letter: N002, ptp-without-modifier, N. */
    Result<Done> remove_rule(std::string_view rule)
    {
        return detail::done(cleanclaim_profile_remove_rule(own_.get(), rule.data(), rule.size()));
    }
    Result<Done> set_severity(std::string_view rule, cleanclaim_severity severity)
    {
        return detail::done(
            cleanclaim_profile_set_severity(own_.get(), rule.data(), rule.size(), severity));
    }
    const cleanclaim_profile *get() const & noexcept { return own_.get(); }
    void name() const && = delete;
    void get() const && = delete;

private:
    explicit Profile(cleanclaim_profile *own) noexcept : own_(own) {}
    static Result<Profile> of(cleanclaim_status status, cleanclaim_profile *const &made)
    {
        if (status != CLEANCLAIM_OK) {
            return status;
        }
        return Profile(made);
    }
    detail::Owner<cleanclaim_profile, cleanclaim_profile_free> own_;
};

/* The header of a claim; what is not given stays empty. Dates are numbers: 20260105. */
struct Header {
    std::string_view id, payer, frequency, original_reference, type_of_bill, clia, prior_authorization,
        clinical_trial, admitting_diagnosis, admission_type, discharge_status, related_cause,
        accident_state, note;
    std::optional<std::int64_t> total_charge_cents;
    std::int64_t patient_paid_cents = 0;
    std::uint32_t statement_from = 0, statement_through = 0, received = 0, admission_date = 0,
                  accident_date = 0;
    /* 10 or 0 for ICD-10-CM, 9 for ICD-9-CM. */
    std::uint32_t diagnosis_code_set = 0;
    /* Whether an outpatient claim is paid under OPPS; not given where the type of bill tells. */
    std::optional<bool> opps;
};

/* The patient; what is not given stays empty. */
struct Patient {
    std::string_view sex, member_id;
    std::uint32_t birth_date = 0, death_date = 0;
    std::optional<std::uint32_t> age_years;
};

/* A provider; what is not given stays empty. */
struct Provider {
    std::string_view npi, taxonomy, specialty;
};

/* A service line; what is not given stays empty. The texts beside dates, units and charge outrank
   the numbers. */
struct Line {
    std::string_view procedure;
    std::array<std::string_view, 4> modifiers = {};
    std::string_view place;
    std::optional<std::int64_t> units_thousandths, charge_cents;
    std::uint32_t from = 0, through = 0;
    std::array<std::uint8_t, 4> diagnosis_pointers = {};
    std::uint32_t number = 0;
    std::string_view from_text, through_text, units_text, charge_text, unit_basis, revenue_code,
        description, ndc, ndc_unit;
    std::int64_t ndc_quantity_thousandths = 0, non_covered_charge_cents = 0;
    std::string_view clia, referred_clia, prior_authorization, control_number;
    std::uint32_t minutes = 0;
    std::uint32_t decision_making = 0, problems = 0, data = 0, risk = 0;
    bool emergency = false;
    /* By which a contractor lets the line pass edits (outpatient): 1 to 4. */
    std::uint32_t action_flag = 0;
};

class Claim;
class Report;
class ReportView;

/* A claim that is owned by another object. */
class ClaimView {
public:
    explicit ClaimView(const cleanclaim_claim *claim) noexcept : claim_(claim) {}

    std::size_t line_count() const noexcept { return cleanclaim_claim_line_count(claim_); }
    std::string_view json() const
    {
        cleanclaim_text json = {"", 0};
        cleanclaim_claim_json(claim_, &json);
        return view(json);
    }
    /* Where in its 837 file a field stood; see cleanclaim_claim_position. */
    Result<cleanclaim_position> position(std::uint32_t line, std::string_view field, std::size_t index = 0) const
    {
        cleanclaim_position position = {};
        cleanclaim_status status = cleanclaim_claim_position(claim_, line, field.data(), field.size(), index,
                                                             &position, sizeof position);
        if (status != CLEANCLAIM_OK) {
            return status;
        }
        return position;
    }
    Result<Claim> clone() const;
    const cleanclaim_claim *get() const noexcept { return claim_; }

private:
    const cleanclaim_claim *claim_;
};

/* A claim: built from structures, or read from JSON. */
class Claim {
public:
    static Result<Claim> create(cleanclaim_form form)
    {
        cleanclaim_claim *made = nullptr;
        return of(cleanclaim_claim_new(form, &made), made);
    }
    static Result<Claim> from_json(std::string_view json)
    {
        cleanclaim_claim *made = nullptr;
        return of(cleanclaim_claim_from_json(json.data(), json.size(), &made), made);
    }

    Result<Done> clear(cleanclaim_form form) { return detail::done(cleanclaim_claim_clear(own_.get(), form)); }
    Result<Done> set(const Header &header);
    Result<Done> set(const Patient &patient);
    Result<Done> set(cleanclaim_role role, const Provider &provider)
    {
        cleanclaim_provider own = of(provider);
        return detail::done(cleanclaim_claim_set_provider(own_.get(), role, &own, sizeof own));
    }
    Result<Done> set_line_provider(std::size_t line, cleanclaim_role role, const Provider &provider)
    {
        cleanclaim_provider own = of(provider);
        return detail::done(cleanclaim_claim_set_line_provider(own_.get(), line, role, &own, sizeof own));
    }
    Result<Done> add_diagnosis(std::string_view code)
    {
        return detail::done(cleanclaim_claim_add_diagnosis(own_.get(), code.data(), code.size()));
    }
    Result<Done> add_code(cleanclaim_list list, std::string_view code)
    {
        return detail::done(cleanclaim_claim_add_code(own_.get(), list, code.data(), code.size()));
    }
    Result<Done> add_value_code(std::string_view code, std::optional<std::int64_t> amount_cents)
    {
        return detail::done(cleanclaim_claim_add_value_code(own_.get(), code.data(), code.size(),
                                                            amount_cents.value_or(CLEANCLAIM_NOT_GIVEN)));
    }
    Result<Done> add_occurrence_code(std::string_view code, std::uint32_t from, std::uint32_t through = 0)
    {
        return detail::done(
            cleanclaim_claim_add_occurrence_code(own_.get(), code.data(), code.size(), from, through));
    }
    /* A procedure sent beside the lines, such as an ICD-10-PCS code under BBR or BBQ. */
    Result<Done> add_procedure(std::string_view code, std::string_view qualifier, std::uint32_t date = 0)
    {
        return detail::done(cleanclaim_claim_add_procedure(own_.get(), code.data(), code.size(),
                                                           qualifier.data(), qualifier.size(), date));
    }
    Result<Done> add(const Line &line);
    Result<Done> add_history(const ClaimView &earlier)
    {
        return detail::done(cleanclaim_claim_add_history(own_.get(), earlier.get()));
    }
    Result<Done> add_history(const Claim &earlier) { return add_history(earlier.lent()); }
    /* Applies one fix of a report of this claim, chosen by a person. */
    Result<Done> apply(const ReportView &report, std::size_t finding, std::size_t fix);
    Result<Done> apply(const Report &report, std::size_t finding, std::size_t fix);

    /* The claim for functions that read one. */
    operator ClaimView() const & noexcept { return lent(); }
    std::size_t line_count() const noexcept { return lent().line_count(); }
    std::string_view json() const & { return lent().json(); }
    Result<cleanclaim_position> position(std::uint32_t line, std::string_view field, std::size_t index = 0) const
    {
        return lent().position(line, field, index);
    }
    Result<Claim> clone() const { return lent().clone(); }
    const cleanclaim_claim *get() const & noexcept { return own_.get(); }
    operator ClaimView() const && = delete;
    void json() const && = delete;
    void get() const && = delete;

private:
    friend class ClaimView;
    friend class X12;
    ClaimView lent() const noexcept { return ClaimView(own_.get()); }
    explicit Claim(cleanclaim_claim *own) noexcept : own_(own) {}
    static Result<Claim> of(cleanclaim_status status, cleanclaim_claim *const &made)
    {
        if (status != CLEANCLAIM_OK) {
            return status;
        }
        return Claim(made);
    }
    static cleanclaim_provider of(const Provider &provider) noexcept
    {
        cleanclaim_provider own = {};
        own.npi = text(provider.npi);
        own.taxonomy = text(provider.taxonomy);
        own.specialty = text(provider.specialty);
        return own;
    }
    detail::Owner<cleanclaim_claim, cleanclaim_claim_free> own_;
};

inline Result<Claim> ClaimView::clone() const
{
    cleanclaim_claim *made = nullptr;
    return Claim::of(cleanclaim_claim_clone(claim_, &made), made);
}

inline Result<Done> Claim::set(const Header &header)
{
    cleanclaim_header own = {};
    own.id = text(header.id);
    own.payer = text(header.payer);
    own.frequency = text(header.frequency);
    own.original_reference = text(header.original_reference);
    own.type_of_bill = text(header.type_of_bill);
    own.clia = text(header.clia);
    own.prior_authorization = text(header.prior_authorization);
    own.clinical_trial = text(header.clinical_trial);
    own.admitting_diagnosis = text(header.admitting_diagnosis);
    own.admission_type = text(header.admission_type);
    own.discharge_status = text(header.discharge_status);
    own.related_cause = text(header.related_cause);
    own.accident_state = text(header.accident_state);
    own.note = text(header.note);
    own.total_charge_cents = header.total_charge_cents.value_or(CLEANCLAIM_NOT_GIVEN);
    own.patient_paid_cents = header.patient_paid_cents;
    own.statement_from = header.statement_from;
    own.statement_through = header.statement_through;
    own.received = header.received;
    own.admission_date = header.admission_date;
    own.accident_date = header.accident_date;
    own.diagnosis_code_set = header.diagnosis_code_set;
    own.opps = !header.opps ? 0 : *header.opps ? 1 : 2;
    return detail::done(cleanclaim_claim_set_header(own_.get(), &own, sizeof own));
}

inline Result<Done> Claim::set(const Patient &patient)
{
    cleanclaim_patient own = {};
    own.sex = text(patient.sex);
    own.member_id = text(patient.member_id);
    own.birth_date = patient.birth_date;
    own.death_date = patient.death_date;
    own.has_age = patient.age_years.has_value();
    own.age_years = patient.age_years.value_or(0);
    return detail::done(cleanclaim_claim_set_patient(own_.get(), &own, sizeof own));
}

inline Result<Done> Claim::add(const Line &line)
{
    cleanclaim_line own = {};
    own.procedure = text(line.procedure);
    for (std::size_t index = 0; index < 4; index++) {
        own.modifiers[index] = text(line.modifiers[index]);
        own.diagnosis_pointers[index] = line.diagnosis_pointers[index];
    }
    own.place = text(line.place);
    own.units_thousandths = line.units_thousandths.value_or(CLEANCLAIM_NOT_GIVEN);
    own.charge_cents = line.charge_cents.value_or(CLEANCLAIM_NOT_GIVEN);
    own.from = line.from;
    own.through = line.through;
    own.number = line.number;
    own.from_text = text(line.from_text);
    own.through_text = text(line.through_text);
    own.units_text = text(line.units_text);
    own.charge_text = text(line.charge_text);
    own.unit_basis = text(line.unit_basis);
    own.revenue_code = text(line.revenue_code);
    own.description = text(line.description);
    own.ndc = text(line.ndc);
    own.ndc_unit = text(line.ndc_unit);
    own.ndc_quantity_thousandths = line.ndc_quantity_thousandths;
    own.non_covered_charge_cents = line.non_covered_charge_cents;
    own.clia = text(line.clia);
    own.referred_clia = text(line.referred_clia);
    own.prior_authorization = text(line.prior_authorization);
    own.control_number = text(line.control_number);
    own.minutes = line.minutes;
    own.decision_making = line.decision_making;
    own.problems = line.problems;
    own.data = line.data;
    own.risk = line.risk;
    own.emergency = line.emergency;
    own.action_flag = line.action_flag;
    return detail::done(cleanclaim_claim_add_line(own_.get(), &own, sizeof own));
}

/* One way to mend what a finding says. */
class Fix {
public:
    explicit Fix(const cleanclaim_fix &fix) noexcept : fix_(fix) {}
    cleanclaim_applicability applicability() const noexcept { return fix_.applicability; }
    std::string_view title() const noexcept { return view(fix_.title); }
    List<cleanclaim_edit> edits() const noexcept { return {fix_.edits, fix_.edit_count}; }

private:
    cleanclaim_fix fix_;
};

/* One finding; lent by its report. */
class Finding {
public:
    explicit Finding(const cleanclaim_finding &finding) noexcept : finding_(finding) {}
    std::string_view rule() const noexcept { return view(finding_.rule); }
    std::string_view name() const noexcept { return view(finding_.name); }
    std::string_view message() const noexcept { return view(finding_.message); }
    std::string_view citation() const noexcept { return view(finding_.citation); }
    std::string_view field() const noexcept { return view(finding_.field); }
    std::string_view denial_group() const noexcept { return view(finding_.denial_group); }
    std::string_view carc() const noexcept { return view(finding_.carc); }
    List<cleanclaim_text> rarcs() const noexcept { return {finding_.rarcs, finding_.rarc_count}; }
    cleanclaim_severity severity() const noexcept { return finding_.severity; }
    /* The claim's own number of the line; 0 for the whole claim. */
    std::uint32_t line() const noexcept { return finding_.line; }
    List<std::uint32_t> related_lines() const noexcept
    {
        return {finding_.related_lines, finding_.related_line_count};
    }
    List<cleanclaim_value> values() const noexcept { return {finding_.values, finding_.value_count}; }
    /* The fact of a name; empty when there is none. */
    std::string_view value(std::string_view name) const noexcept
    {
        for (const cleanclaim_value &value : values()) {
            if (view(value.name) == name) {
                return view(value.text);
            }
        }
        return {};
    }
    detail::Items<Fix, cleanclaim_fix> fixes() const noexcept
    {
        return {finding_.fixes, finding_.fix_count,
                [](const cleanclaim_fix *fixes, std::size_t index) { return Fix(fixes[index]); }};
    }
    std::size_t fix_count() const noexcept { return finding_.fix_count; }
    Fix fix(std::size_t index) const noexcept { return Fix(finding_.fixes[index]); }
    std::int64_t at_risk_cents() const noexcept { return finding_.at_risk_cents; }
    std::uint32_t position() const noexcept { return finding_.position; }
    std::uint32_t ioce_edit() const noexcept { return finding_.ioce_edit; }
    std::string_view disposition() const noexcept { return view(finding_.disposition); }

private:
    cleanclaim_finding finding_;
};

/* A report that is owned by another object. */
class ReportView {
public:
    explicit ReportView(const cleanclaim_report *report) noexcept : report_(report) {}

    cleanclaim_verdict verdict() const noexcept { return cleanclaim_report_verdict(report_); }
    cleanclaim_summary summary() const
    {
        cleanclaim_summary summary = {};
        cleanclaim_report_summary(report_, &summary, sizeof summary);
        return summary;
    }
    detail::Items<Finding, cleanclaim_report> findings() const
    {
        return {report_, cleanclaim_report_finding_count(report_),
                [](const cleanclaim_report *report, std::size_t index) {
                    cleanclaim_finding finding = {};
                    cleanclaim_report_finding(report, index, &finding, sizeof finding);
                    return Finding(finding);
                }};
    }
    detail::Items<cleanclaim_bypassed, cleanclaim_report> bypassed() const
    {
        return {report_, summary().bypassed, [](const cleanclaim_report *report, std::size_t index) {
                    cleanclaim_bypassed bypassed = {};
                    cleanclaim_report_bypassed(report, index, &bypassed, sizeof bypassed);
                    return bypassed;
                }};
    }
    detail::Items<cleanclaim_not_evaluated, cleanclaim_report> not_evaluated() const
    {
        return {report_, summary().not_evaluated, [](const cleanclaim_report *report, std::size_t index) {
                    cleanclaim_not_evaluated gap = {};
                    cleanclaim_report_not_evaluated(report, index, &gap, sizeof gap);
                    return gap;
                }};
    }
    std::string_view json() const
    {
        cleanclaim_text json = {"", 0};
        cleanclaim_report_json(report_, &json);
        return view(json);
    }
    const cleanclaim_report *get() const noexcept { return report_; }

private:
    const cleanclaim_report *report_;
};

/* A report of its own. */
class Report {
public:
    explicit Report(cleanclaim_report *own) noexcept : own_(own) {}
    /* The report for functions that read one. */
    operator ReportView() const & noexcept { return lent(); }
    cleanclaim_verdict verdict() const noexcept { return lent().verdict(); }
    cleanclaim_summary summary() const { return lent().summary(); }
    detail::Items<Finding, cleanclaim_report> findings() const & { return lent().findings(); }
    detail::Items<cleanclaim_bypassed, cleanclaim_report> bypassed() const & { return lent().bypassed(); }
    detail::Items<cleanclaim_not_evaluated, cleanclaim_report> not_evaluated() const &
    {
        return lent().not_evaluated();
    }
    std::string_view json() const & { return lent().json(); }
    const cleanclaim_report *get() const & noexcept { return own_.get(); }
    operator ReportView() const && = delete;
    void findings() const && = delete;
    void bypassed() const && = delete;
    void not_evaluated() const && = delete;
    void json() const && = delete;
    void get() const && = delete;

private:
    friend class Claim;
    ReportView lent() const noexcept { return ReportView(own_.get()); }
    detail::Owner<cleanclaim_report, cleanclaim_report_free> own_;
};

inline Result<Done> Claim::apply(const ReportView &report, std::size_t finding, std::size_t fix)
{
    return detail::done(cleanclaim_claim_apply(own_.get(), report.get(), finding, fix));
}

inline Result<Done> Claim::apply(const Report &report, std::size_t finding, std::size_t fix)
{
    return apply(report.lent(), finding, fix);
}

/* A claim after its fixes, with the reports before and after. */
class Mended {
public:
    explicit Mended(cleanclaim_mended *own) noexcept : own_(own) {}
    ClaimView claim() const &
    {
        const cleanclaim_claim *claim = nullptr;
        cleanclaim_mended_claim(own_.get(), &claim);
        return ClaimView(claim);
    }
    ReportView before() const &
    {
        const cleanclaim_report *report = nullptr;
        cleanclaim_mended_before(own_.get(), &report);
        return ReportView(report);
    }
    ReportView after() const &
    {
        const cleanclaim_report *report = nullptr;
        cleanclaim_mended_after(own_.get(), &report);
        return ReportView(report);
    }
    detail::Items<cleanclaim_applied, cleanclaim_mended> applied() const &
    {
        return {own_.get(), cleanclaim_mended_applied_count(own_.get()),
                [](const cleanclaim_mended *mended, std::size_t index) {
                    cleanclaim_applied applied = {};
                    cleanclaim_mended_applied(mended, index, &applied, sizeof applied);
                    return applied;
                }};
    }
    void claim() const && = delete;
    void before() const && = delete;
    void after() const && = delete;
    void applied() const && = delete;
    /* Whether the search for fixes came to its end, see cleanclaim_mended_complete. */
    bool complete() const { return cleanclaim_mended_complete(own_.get()) != 0; }

private:
    detail::Owner<cleanclaim_mended, cleanclaim_mended_free> own_;
};

/* The memory of one report and of one claim read from JSON, used again from claim to claim; each thread has
   its own. */
class Workspace {
public:
    static Result<Workspace> create()
    {
        cleanclaim_workspace *made = nullptr;
        cleanclaim_status status = cleanclaim_workspace_new(&made);
        if (status != CLEANCLAIM_OK) {
            return status;
        }
        return Workspace(made);
    }
    cleanclaim_workspace *get() & noexcept { return own_.get(); }
    void get() && = delete;

private:
    explicit Workspace(cleanclaim_workspace *own) noexcept : own_(own) {}
    detail::Owner<cleanclaim_workspace, cleanclaim_workspace_free> own_;
};

/* Judges claims; made once and shared between threads. */
class Scrubber {
public:
    /* A scrubber of the starter edition and a shipped profile; without a name each claim's payer and
       form choose. */
    static Result<Scrubber> starter(std::string_view profile = {})
    {
        cleanclaim_scrubber *made = nullptr;
        return of(cleanclaim_scrubber_new(profile.data(), profile.size(), &made), made);
    }
    static Result<Scrubber> create(const Edition &edition, const Profile &profile)
    {
        cleanclaim_scrubber *made = nullptr;
        return of(cleanclaim_scrubber_with(edition.get(), profile.get(), &made), made);
    }

    Result<Report> scrub(const ClaimView &claim) const
    {
        cleanclaim_report *made = nullptr;
        return report(cleanclaim_scrub(own_.get(), claim.get(), &made), made);
    }
    Result<Report> scrub(const Claim &claim) const { return scrub(ClaimView(claim)); }
    Result<Report> scrub_json(std::string_view claim) const
    {
        cleanclaim_report *made = nullptr;
        return report(cleanclaim_scrub_json(own_.get(), claim.data(), claim.size(), &made), made);
    }
    /* Judges in the memory of a workspace; the report is lent until its next use. */
    Result<ReportView> scrub_in(const ClaimView &claim, Workspace &workspace) const
    {
        const cleanclaim_report *lent = nullptr;
        cleanclaim_status status = cleanclaim_scrub_in(own_.get(), claim.get(), workspace.get(), &lent);
        if (status != CLEANCLAIM_OK) {
            return status;
        }
        return ReportView(lent);
    }
    Result<ReportView> scrub_in(const Claim &claim, Workspace &workspace) const
    {
        return scrub_in(ClaimView(claim), workspace);
    }
    Result<ReportView> scrub_json_in(std::string_view claim, Workspace &workspace) const
    {
        const cleanclaim_report *lent = nullptr;
        cleanclaim_status status =
            cleanclaim_scrub_json_in(own_.get(), claim.data(), claim.size(), workspace.get(), &lent);
        if (status != CLEANCLAIM_OK) {
            return status;
        }
        return ReportView(lent);
    }
    Result<Mended> mend(const ClaimView &claim, cleanclaim_applicability most) const
    {
        cleanclaim_mended *made = nullptr;
        cleanclaim_status status = cleanclaim_mend(own_.get(), claim.get(), most, &made);
        if (status != CLEANCLAIM_OK) {
            return status;
        }
        return Mended(made);
    }
    Result<Mended> mend(const Claim &claim, cleanclaim_applicability most) const
    {
        return mend(ClaimView(claim), most);
    }
    /* Judges many claims on `threads` threads (0: as many as the machine has) and calls
       `take(index, report)` in order, on this thread. `take` returns nothing, or bool: false ends the
       batch with CLEANCLAIM_CANCELLED. What it throws ends the batch and is thrown on. */
    template <class Take>
    Result<Done> scrub_batch(const std::vector<Claim> &claims, std::uint32_t threads, Take &&take) const
    {
        /* A number would be doubtful: to cleanclaim_batch_callback 0 is to go on. */
        using Answer = std::invoke_result_t<Take, std::size_t, ReportView>;
        static_assert(std::is_void_v<Answer> || std::is_same_v<Answer, bool>,
                      "what takes the reports returns nothing, or bool: true to go on");
        struct Context {
            std::remove_reference_t<Take> *take;
            std::exception_ptr thrown;
        };
        std::vector<const cleanclaim_claim *> pointers;
        pointers.reserve(claims.size());
        for (const Claim &claim : claims) {
            pointers.push_back(claim.get());
        }
        Context context = {&take, nullptr};
        cleanclaim_batch_callback call = [](void *pointer, std::size_t index,
                                            const cleanclaim_report *report) -> std::uint32_t {
            Context *own = static_cast<Context *>(pointer);
#if defined(__cpp_exceptions)
            try {
#endif
                if constexpr (std::is_same_v<Answer, bool>) {
                    return !(*own->take)(index, ReportView(report));
                } else {
                    (*own->take)(index, ReportView(report));
                    return 0;
                }
#if defined(__cpp_exceptions)
            } catch (...) {
                own->thrown = std::current_exception();
                return 1;
            }
#endif
        };
        cleanclaim_status status =
            cleanclaim_scrub_batch(own_.get(), pointers.data(), pointers.size(), threads, call, &context);
        if (context.thrown) {
            std::rethrow_exception(context.thrown);
        }
        return detail::done(status);
    }

private:
    explicit Scrubber(cleanclaim_scrubber *own) noexcept : own_(own) {}
    static Result<Scrubber> of(cleanclaim_status status, cleanclaim_scrubber *const &made)
    {
        if (status != CLEANCLAIM_OK) {
            return status;
        }
        return Scrubber(made);
    }
    static Result<Report> report(cleanclaim_status status, cleanclaim_report *const &made)
    {
        if (status != CLEANCLAIM_OK) {
            return status;
        }
        return Report(made);
    }
    detail::Owner<cleanclaim_scrubber, cleanclaim_scrubber_free> own_;
};

/* The claims of an 837 file. */
class X12 {
public:
    /* What stands next: a claim, or a message. */
    struct Item {
        cleanclaim_x12_kind kind;
        /* What is wrong; lent until the next call of next(). */
        std::string_view message;
        std::optional<Claim> claim;
    };

    static Result<X12> open(std::string_view path)
    {
        cleanclaim_x12 *made = nullptr;
        return of(cleanclaim_x12_open(path.data(), path.size(), &made), made);
    }
    static Result<X12> from_bytes(std::string_view bytes)
    {
        cleanclaim_x12 *made = nullptr;
        const std::uint8_t *data = reinterpret_cast<const std::uint8_t *>(bytes.data());
        return of(cleanclaim_x12_from_bytes(data, bytes.size(), &made), made);
    }
    /* The next item; of kind CLEANCLAIM_X12_END when the file has been read. */
    Result<Item> next() &
    {
        cleanclaim_x12_item item = {};
        cleanclaim_claim *claim = nullptr;
        cleanclaim_status status = cleanclaim_x12_next(own_.get(), &item, sizeof item, &claim);
        if (status != CLEANCLAIM_OK) {
            return status;
        }
        Item own = {item.kind, view(item.message), std::nullopt};
        if (claim != nullptr) {
            own.claim = Claim(claim);
        }
        return own;
    }
    void next() && = delete;

private:
    explicit X12(cleanclaim_x12 *own) noexcept : own_(own) {}
    static Result<X12> of(cleanclaim_status status, cleanclaim_x12 *const &made)
    {
        if (status != CLEANCLAIM_OK) {
            return status;
        }
        return X12(made);
    }
    detail::Owner<cleanclaim_x12, cleanclaim_x12_free> own_;
};

/* A function that checks codes: cleanclaim_npi_parse and its like. */
using CodeParser = cleanclaim_status (*)(const char *, std::size_t, cleanclaim_code *, std::size_t);

/* The code as claims carry it: parse(cleanclaim_npi_parse, "1234567893"). The repair of a failure is
   what was probably meant. */
inline Result<std::string> parse(CodeParser parser, std::string_view text)
{
    cleanclaim_code code = {};
    cleanclaim_status status = parser(text.data(), text.size(), &code, sizeof code);
    if (status != CLEANCLAIM_OK) {
        return status;
    }
    return std::string(code.text, code.length);
}

/* The code a visit supports, and why; the reasoning is lent until the next call on this thread. */
inline Result<cleanclaim_level> visit_level(const cleanclaim_visit &visit)
{
    cleanclaim_level level = {};
    cleanclaim_status status = cleanclaim_visit_level(&visit, sizeof visit, &level, sizeof level);
    if (status != CLEANCLAIM_OK) {
        return status;
    }
    return level;
}

/* Every rule, in the order of evaluation. Its texts live as long as the library. */
inline std::vector<cleanclaim_rule> rules()
{
    std::vector<cleanclaim_rule> rules(cleanclaim_rule_count());
    for (std::size_t index = 0; index < rules.size(); index++) {
        cleanclaim_rule_at(index, &rules[index], sizeof rules[index]);
    }
    return rules;
}

/* The rule of an identifier: N002. */
inline Result<cleanclaim_rule> find_rule(std::string_view id)
{
    cleanclaim_rule rule = {};
    cleanclaim_status status = cleanclaim_rule_find(id.data(), id.size(), &rule, sizeof rule);
    if (status != CLEANCLAIM_OK) {
        return status;
    }
    return rule;
}

} /* namespace cleanclaim */

#if defined(__cpp_lib_ranges)
template <class T>
inline constexpr bool std::ranges::enable_view<cleanclaim::List<T>> = true;
template <class T>
inline constexpr bool std::ranges::enable_borrowed_range<cleanclaim::List<T>> = true;
template <class Item, class Object>
inline constexpr bool std::ranges::enable_view<cleanclaim::detail::Items<Item, Object>> = true;
template <class Item, class Object>
inline constexpr bool std::ranges::enable_borrowed_range<cleanclaim::detail::Items<Item, Object>> = true;
#endif

#endif /* CLEANCLAIM_HPP */
