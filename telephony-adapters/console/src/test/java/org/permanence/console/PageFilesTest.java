package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.access.Role;
import org.permanence.console.page.PageFiles;
import org.permanence.signin.PasswordRefusal;
import org.permanence.text.EnumWords;

@Timeout(60)
class PageFilesTest {

    private static final Path SOURCES = Path.of("src/main/web/src");
    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"");

    private final ConsoleServer server = new ConsolePages().start(ConsoleLimits.DEFAULTS);
    private final ConsoleClient client = new ConsoleClient(server.port());

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/invitation", "/sessions", "/passkeys", "/approvals", "/own-entries"})
    void pageIsServedWithoutASession(String address) throws IOException {
        var answer = client.get(address);

        assertEquals(200, answer.status(), answer.text());
        assertTrue(answer.hasHeader("Content-Type: text/html;charset=utf-8"), answer.text());
        assertTrue(answer.hasHeader("Cache-Control: no-store"), answer.text());
        assertTrue(
                answer.hasHeader("Content-Security-Policy: " + SecurityHeaders.CONTENT_SECURITY_POLICY), answer.text());
    }

    @Test
    void filesOfThePageAreKeptByTheBrowser() throws IOException {
        List<String> assets = assets();
        assertEquals(3, assets.size(), "script, style and icon");
        for (String asset : assets) {
            var answer = client.get(asset);
            assertEquals(200, answer.status(), asset);
            assertTrue(answer.hasHeader("Cache-Control: public, max-age=31536000, immutable"), asset);
            assertTrue(answer.hasHeader("X-Content-Type-Options: nosniff"), asset);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/assets/index-00000000.js, 404",
        "/assets/index.html, 404",
        "/assets/licences.md, 404",
        "/assets/, 404",
        "/assets/..%2Findex.html, 400",
        "/assets/../index.html, 404",
        "/index.html, 404"
    })
    void fileThatIsNotOfThePagesIsUnknown(String path, int status) throws IOException {
        var answer = client.get(path);

        assertEquals(status, answer.status());
        assertTrue(answer.hasHeader("Cache-Control: no-store"), answer.text());
        assertTrue(answer.hasHeader("Content-Type: application/problem+json"), answer.text());
    }

    @Test
    void personWhoOpensAnUnknownAddressSeesAPage() throws IOException {
        var answer = client.get("/practices", "Sec-Fetch-Dest: document");

        assertEquals(404, answer.status());
        assertEquals(client.get("/").content(), answer.content());
    }

    @Test
    void policyForContentHoldsByConstruction() throws IOException {
        String page = client.get("/").content();
        assertFalse(
                Pattern.compile("<style|style=|<script(?![^>]* src=)|\\son[a-z]+=")
                        .matcher(page)
                        .find(),
                page);
        for (Path source : sources()) {
            assertFalse(
                    Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\sstyle=")
                            .matcher(Files.readString(source))
                            .find(),
                    source.toString());
        }
    }

    @Test
    void everyReasonAndRoleHasAText() throws IOException {
        String texts = Files.readString(SOURCES.resolve("texts.ts"));
        Stream.concat(EnumWords.all(PasswordRefusal.class).stream(), EnumWords.all(Role.class).stream())
                .forEach(word -> assertTrue(
                        Pattern.compile("(?m)^  '?" + word + "'?: \\{")
                                .matcher(texts)
                                .find(),
                        word));
    }

    @Test
    void addressesAreThoseOfThePages() throws IOException {
        Set<String> pages = Pattern.compile("(?m)^  '(/[a-z-]*)': \\{ text:")
                .matcher(Files.readString(SOURCES.resolve("app.tsx")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(() -> new TreeSet<>(Set.of("/invitation"))));

        assertEquals(pages, new TreeSet<>(PageFiles.ADDRESSES));
    }

    private List<String> assets() throws IOException {
        return ASSET.matcher(client.get("/").content())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().matches(".*\\.tsx?")).toList();
        }
    }
}
