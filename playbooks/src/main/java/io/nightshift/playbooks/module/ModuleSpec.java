package io.nightshift.playbooks.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a module without running it; the reader checks playbooks against it and {@code nightshift doc} prints it.
 *
 * @param name the short name, such as {@code apt}
 * @param names every name it answers to, such as {@code ansible.builtin.apt}; the short name included
 * @param freeForm the parameter that takes the text of {@code command: uptime}, null when there is none
 * @param anyParameter whether parameters beside the listed ones are taken as they are (set_fact, add_host)
 * @param exclusive groups of parameters of which at most one may be given
 * @param oneOf groups of parameters of which at least one must be given
 */
public record ModuleSpec(
        String name,
        List<String> names,
        String summary,
        List<Parameter> parameters,
        @Nullable String freeForm,
        boolean anyParameter,
        List<List<String>> exclusive,
        List<List<String>> oneOf) {
    public ModuleSpec {
        names = List.copyOf(names);
        parameters = List.copyOf(parameters);
        exclusive = List.copyOf(exclusive);
        oneOf = List.copyOf(oneOf);
    }

    /** A module of {@code ansible.builtin}; also answers to {@code ansible.legacy.NAME}. */
    public static ModuleSpec builtin(String name, String summary, Parameter... parameters) {
        return of("ansible.builtin", name, summary, parameters).alsoNamed("ansible.legacy." + name);
    }

    /** A module of some collection, such as {@code ansible.posix}. */
    public static ModuleSpec of(String collection, String name, String summary, Parameter... parameters) {
        return new ModuleSpec(
                name,
                List.of(name, collection + "." + name),
                summary,
                List.of(parameters),
                null,
                false,
                List.of(),
                List.of());
    }

    public ModuleSpec alsoNamed(String... more) {
        List<String> all = new ArrayList<>(names);
        all.addAll(List.of(more));
        return new ModuleSpec(name, all, summary, parameters, freeForm, anyParameter, exclusive, oneOf);
    }

    public ModuleSpec freeForm(String parameter) {
        return new ModuleSpec(name, names, summary, parameters, parameter, anyParameter, exclusive, oneOf);
    }

    public ModuleSpec takingAnyParameter() {
        return new ModuleSpec(name, names, summary, parameters, freeForm, true, exclusive, oneOf);
    }

    public ModuleSpec exclusive(String... group) {
        List<List<String>> all = new ArrayList<>(exclusive);
        all.add(List.of(group));
        return new ModuleSpec(name, names, summary, parameters, freeForm, anyParameter, all, oneOf);
    }

    public ModuleSpec oneOf(String... group) {
        List<List<String>> all = new ArrayList<>(oneOf);
        all.add(List.of(group));
        return new ModuleSpec(name, names, summary, parameters, freeForm, anyParameter, exclusive, all);
    }

    /** The parameter of this name or alias. */
    public Optional<Parameter> parameter(String nameOrAlias) {
        return parameters.stream()
                .filter(p -> p.name().equals(nameOrAlias) || p.aliases().contains(nameOrAlias))
                .findFirst();
    }
}
