package org.permanence.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// The machine's Chromium, driven by Playwright. The driver is npm's playwright-core, which the pages' lock file
/// pins, in the version of the Java library.
final class Chromium implements AutoCloseable {

    private static final Path DRIVER =
            Path.of("../telephony-adapters/console/src/main/web/node_modules/playwright-core");

    private final Playwright playwright;
    private final Browser browser;

    /// Skips the test on a machine without Chromium.
    static Chromium open() {
        Optional<Path> chromium = command("chromium");
        assumeTrue(chromium.isPresent(), "skipped: no command chromium on this machine (Debian's package chromium)");
        return new Chromium(chromium.get());
    }

    private Chromium(Path chromium) {
        System.setProperty("playwright.cli.dir", driverDirectory().toString());
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1",
                        "PLAYWRIGHT_NODEJS_PATH",
                        command("node").orElseThrow().toString())));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(chromium));
    }

    Browser browser() {
        return browser;
    }

    /// The Java library looks for the directory `package` of its own bundle.
    private static Path driverDirectory() {
        try {
            Path directory = Files.createDirectories(Path.of("target", "playwright"));
            Path bundle = directory.resolve("package");
            Files.deleteIfExists(bundle);
            Files.createSymbolicLink(bundle, DRIVER.toRealPath());
            return directory.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("driver: not found (expected: the build has run npm ci)", e);
        }
    }

    private static Optional<Path> command(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
