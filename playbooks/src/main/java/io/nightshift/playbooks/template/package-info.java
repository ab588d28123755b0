/**
 * Jinja2 expressions and templates over plain data, without reflection.
 *
 * <p>Results are native. A source that is one expression keeps that expression's type: a list stays a list, a text stays a text, even one that looks like a list. A
 * source of several parts (text around expressions, statements) is text, with three additions that playbooks rely on: parts that print nothing are left out, so
 * {@code {% set a = [] %}…{{ a }}} is a list; a text whose literal beginning is <code>[</code> or <code>{</code> and that reads as a Python literal becomes that list or
 * dictionary; and {@code True} or {@code False} written by the template itself become booleans. None prints as nothing.
 *
 * <p>Only {@link io.nightshift.inventory.yaml.Source} leaves are rendered. A plain text is data, and stays what it is even when it contains braces.
 */
@NullMarked
package io.nightshift.playbooks.template;

import org.jspecify.annotations.NullMarked;
