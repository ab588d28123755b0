package io.nightshift.core.cli;

import java.util.ArrayList;
import java.util.List;

/** Orders what was ordered before for other hosts. */
final class LimitWords {
    private LimitWords() {}

    /** The words of a command with another {@code --limit}. */
    static List<String> limitedTo(List<String> words, List<String> hosts) {
        List<String> all = new ArrayList<>();
        boolean value = false;
        for (String word : words) {
            boolean attached =
                    word.startsWith("--limit=") || word.startsWith("-l") && word.length() > 2 && !word.startsWith("--");
            boolean named = word.equals("-l") || word.equals("--limit");
            if (!value && !attached && !named) {
                all.add(word);
            }
            value = !value && named;
        }
        all.add("--limit");
        all.add(String.join(",", hosts));
        return all;
    }
}
