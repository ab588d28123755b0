package io.nightshift.core.run;

import io.nightshift.playbooks.module.Controller.TemplateOptions;
import io.nightshift.playbooks.template.Syntax;

/** The template module's options as the evaluator's syntax. */
final class Syntaxes {
    private Syntaxes() {}

    static Syntax of(TemplateOptions options) {
        if (options.equals(TemplateOptions.DEFAULT)) {
            return Syntax.FILE;
        }
        return Syntax.FILE
                .with("trim_blocks", String.valueOf(options.trimBlocks()))
                .with("lstrip_blocks", String.valueOf(options.lstripBlocks()))
                .with("block_start_string", options.blockStart())
                .with("block_end_string", options.blockEnd())
                .with("variable_start_string", options.variableStart())
                .with("variable_end_string", options.variableEnd())
                .with("comment_start_string", options.commentStart())
                .with("comment_end_string", options.commentEnd());
    }
}
