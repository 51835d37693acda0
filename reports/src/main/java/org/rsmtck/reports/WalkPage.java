package org.rsmtck.reports;

import java.util.List;

/**
 * What the template of a page shows in which the states of a scope are walked through.
 *
 * @param scope its name
 * @param words what it looks at
 * @param profile by whose reading
 * @param setting who is there, a line each
 * @param data what the script of the page reads, as JSON
 */
public record WalkPage(
        String scope,
        String words,
        String profile,
        long states,
        long transitions,
        int depth,
        List<String> setting,
        String data) {

    public WalkPage {
        setting = List.copyOf(setting);
    }

    /** The data as it can stand within a script of HTML: nothing in it ends the script. */
    public String embedded() {
        return data.replace("<", "\\u003c");
    }
}
