package org.permanence.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A tab of a person's browser at the console. Each tab is in a browser of its own, with its own cookies.
final class ConsoleTab implements AutoCloseable {

    private static final Path AXE =
            Path.of("../telephony-adapters/console/src/main/web/node_modules/axe-core/axe.min.js");
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final int HEIGHT = 900;

    private final BrowserContext context;
    private final Page page;
    private final String origin;
    private final List<String> violations = new ArrayList<>();

    /// How the person reads the pages.
    ///
    /// @param language such as `fr-FR`
    /// @param width    of the window, in CSS pixels
    record View(String language, int width, ColorScheme colours) {

        static final View ENGLISH = new View("en-GB", 1440, ColorScheme.LIGHT);
    }

    ConsoleTab(Browser browser, String origin, View view) {
        this.origin = origin;
        // The browser does not know the installation's own authority.
        context = browser.newContext(new Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setLocale(view.language())
                .setViewportSize(view.width(), HEIGHT)
                .setColorScheme(view.colours()));
        context.setDefaultTimeout((double) SOON.toMillis());
        page = context.newPage();
        page.onPageError(violations::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Security Policy") || message.text().contains("Trusted")) {
                violations.add(message.text());
            }
        });
    }

    void open(String path) {
        page.navigate(origin + path);
    }

    void reload() {
        page.reload();
    }

    /// The address without the origin.
    String address() {
        return page.url().substring(origin.length());
    }

    void fills(String label, String value) {
        field(label).fill(value);
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    Locator element(String selector) {
        return page.locator(selector);
    }

    /// Presses keys, such as `Tab`, one after the other.
    void keys(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    /// Types into the element that has the focus.
    void types(String text) {
        page.keyboard().type(text);
    }

    /// Presses Tab until the element has the focus.
    void tabsTo(Locator target) {
        for (int i = 0; i < 30; i++) {
            if ((boolean) target.evaluate("element => element === document.activeElement")) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("not reached by the keyboard: " + target);
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    Locator heading(String text) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    void seesHeading(String text) {
        assertThat(heading(text)).isVisible(within(SOON));
    }

    void seesText(String text) {
        seesText(text, SOON);
    }

    void seesText(String text, Duration within) {
        assertThat(page.getByText(text).first()).isVisible(within(within));
    }

    void doesNotSee(Locator element) {
        assertThat(element).not().isVisible();
    }

    static LocatorAssertions.IsVisibleOptions within(Duration time) {
        return new LocatorAssertions.IsVisibleOptions().setTimeout((double) time.toMillis());
    }

    /// An authenticator of the device, such as a fingerprint reader, whose person agrees at once.
    void hasAuthenticator() {
        CDPSession developerTools = context.newCDPSession(page);
        developerTools.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        for (String feature :
                List.of("hasResidentKey", "hasUserVerification", "isUserVerified", "automaticPresenceSimulation")) {
            options.addProperty(feature, true);
        }
        var arguments = new JsonObject();
        arguments.add("options", options);
        developerTools.send("WebAuthn.addVirtualAuthenticator", arguments);
    }

    /// The page gets no more answers of this path, as if they were still on their way.
    void keepsWhatItShows(String path) {
        page.route(origin + path, Route::abort);
    }

    /// Marks an element as a half-written text would: a page that is built again has lost it.
    void marks(Locator element) {
        element.evaluate("element => element.dataset.mark = 'kept'");
    }

    boolean isMarked(Locator element) {
        return "kept".equals(element.getAttribute("data-mark"));
    }

    boolean hasSession() {
        return context.cookies().stream().anyMatch(cookie -> cookie.name.equals("__Host-session"));
    }

    /// The page can be used by people with disabilities, as far as axe-core finds, fits the window, and has done
    /// nothing that the security policy refuses.
    void isInOrder() {
        try {
            page.evaluate(Files.readString(AXE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Object findings = page.evaluate("""
                () => axe.run().then(result => result.violations
                  .filter(({impact}) => impact === 'serious' || impact === 'critical')
                  .map(({id, nodes}) => id + ': ' + nodes.map(node => node.target).join(' ')))
                """);
        assertEquals(List.of(), findings, "axe-core at " + address());
        assertEquals(
                true,
                page.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth"),
                "wider than the window: " + address());
        assertEquals(List.of(), violations);
    }

    @Override
    public void close() {
        context.close();
    }
}
