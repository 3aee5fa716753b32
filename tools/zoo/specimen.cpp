#include "tools/zoo/specimen.h"

#include "tools/zoo/families.h"

namespace vitrine::zoo {

namespace {

bool names_option(std::string_view options, std::string_view name) {
    return options.find(name) != std::string_view::npos;
}

/// The usual options, where the plate does not have others of their kind.
std::string complete(std::string_view options) {
    std::string all;
    if (!names_option(options, "--now ")) all += "--now 2026-06-01T12:00:00Z ";
    if (!names_option(options, "--host ") && !names_option(options, "--ip ") &&
        !names_option(options, "--purpose client"))
        all += "--host www.example.test ";
    if (!names_option(options, "--purpose ")) all += "--purpose server ";
    all += options;
    while (all.ends_with(' ')) all.pop_back();
    return all;
}

}  // namespace

void Catalogue::add(const Plate& plate,
                    const std::function<void(Chain&)>& change,
                    const std::function<void(Made&)>& after) {
    shop_.begin(plate.name);
    Chain chain{shop_};
    if (change) change(chain);
    Specimen& specimen = specimens_.emplace_back();
    specimen.name = plate.name;
    specimen.options = complete(plate.options);
    specimen.reason = plate.reason;
    specimen.openssl = plate.openssl;
    specimen.why = plate.why;
    Made made{chain, specimen, {}};
    for (std::size_t i = 0; i < chain.links.size(); ++i) {
        made.der.push_back(shop_.issue(chain.links[i], i == 0 ? nullptr : &chain.links[i - 1]));
    }
    specimen.leaf = made.der.back();
    specimen.trust = {made.der.front()};
    specimen.untrusted.assign(made.der.rbegin() + 1, made.der.rend() - 1);
    if (after) after(made);
}

std::vector<Specimen> all_specimens(ByteView seed) {
    Catalogue zoo{seed};
    add_validity(zoo);
    add_authority(zoo);
    add_usage(zoo);
    add_constraints(zoo);
    add_constraint_forms(zoo);
    add_constraint_names(zoo);
    add_policies(zoo);
    add_signatures(zoo);
    add_keys(zoo);
    add_structure(zoo);
    add_paths(zoo);
    add_crossings(zoo);
    add_names(zoo);
    add_crls(zoo);
    add_crl_entries(zoo);
    add_ocsp(zoo);
    add_dane(zoo);
    add_encoding(zoo);
    return std::move(zoo.specimens());
}

}  // namespace vitrine::zoo
