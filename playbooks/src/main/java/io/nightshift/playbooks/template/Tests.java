package io.nightshift.playbooks.template;

/** All tests, by subject. */
final class Tests {
    private Tests() {}

    static Registry<Test> all() {
        Registry<Test> all = new Registry<>("test");
        BasicTests.addTo(all);
        TaskTests.addTo(all);
        RegexFilters.addTests(all);
        AddressFilters.addTests(all);
        return all;
    }
}
