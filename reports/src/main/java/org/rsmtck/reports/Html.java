package org.rsmtck.reports;

import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Results as one HTML file that needs nothing else: no network, no script. What the templates print
 * is escaped unless it is one of their own files.
 */
public final class Html {
    private Html() {}

    private static final Configuration TEMPLATES = templates();

    /**
     * The file, ending in a newline.
     *
     * @throws Tally.UnbalancedException if the obligations do not add up
     */
    public static String of(Results results) {
        return of(results, Optional.empty());
    }

    /** The same, telling also what has changed since an earlier run. */
    public static String of(Results results, Optional<Comparison> changes) {
        return of("page.ftlh", HtmlPage.of(results, changes));
    }

    /** A page in which somebody walks through states, as one file that has a script of its own. */
    public static String of(WalkPage page) {
        return of("walk.ftlh", page);
    }

    private static String of(String template, Object page) {
        StringWriter html = new StringWriter();
        try {
            TEMPLATES.getTemplate(template).process(Map.of("page", page), html);
        } catch (IOException | TemplateException e) {
            throw new AssertionError("the template " + template + " of the kit", e);
        }
        return html.toString();
    }

    private static Configuration templates() {
        Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
        DefaultObjectWrapper records = new DefaultObjectWrapper(Configuration.VERSION_2_3_34);
        templates.setObjectWrapper(records);
        templates.setClassForTemplateLoading(Html.class, "page");
        templates.setDefaultEncoding("UTF-8");
        templates.setLocale(Locale.ROOT);
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        templates.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        return templates;
    }
}
