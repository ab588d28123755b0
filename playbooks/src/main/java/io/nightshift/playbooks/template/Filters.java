package io.nightshift.playbooks.template;

/** All filters, by subject. */
final class Filters {
    private Filters() {}

    static Registry<Filter> all() {
        Registry<Filter> all = new Registry<>("filter");
        BasicFilters.addTo(all);
        ListFilters.addTo(all);
        ElementFilters.addTo(all);
        SetFilters.addTo(all);
        MapFilters.addTo(all);
        TextFilters.addTo(all);
        RegexFilters.addTo(all);
        MathFilters.addTo(all);
        FormatFilters.addTo(all);
        CodeFilters.addTo(all);
        PathFilters.addTo(all);
        TimeFilters.addTo(all);
        AddressFilters.addTo(all);
        return all;
    }
}
