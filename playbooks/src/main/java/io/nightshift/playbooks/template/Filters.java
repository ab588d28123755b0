package io.nightshift.playbooks.template;

/** All filters, by subject. */
final class Filters {
    private Filters() {}

    static Registry<Filter> all() {
        Registry<Filter> all = new Registry<>("filter");
        BasicFilters.addTo(all);
        return all;
    }
}
