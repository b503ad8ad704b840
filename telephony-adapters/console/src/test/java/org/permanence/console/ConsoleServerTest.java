package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ConsoleServerTest {

    private final ConsolePages pages = new ConsolePages();
    private final ConsoleServer server = pages.start(ConsoleLimits.DEFAULTS);
    private final ConsoleClient client = new ConsoleClient(server.port());

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void personWithASessionIsAnsweredOnAVirtualThread() throws IOException {
        var answer = client.get("/practices/les-lilas?day=today", ConsolePages.COOKIE);

        assertEquals("{\"practice\":\"les-lilas\",\"onVirtualThread\":true}", answer.content());
        assertTrue(answer.hasHeader("Content-Type: application/json"), answer.text());
    }

    @Test
    void changeIsMadeAndAnswered() throws IOException {
        var answer = client.post("/practices/les-lilas/closures", "{\"title\":\"été\"}", ConsolePages.COOKIE);

        assertEquals("200 {\"title\":\"été\"}", answer.status() + " " + answer.content());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Cookie: __Host-session=short", "Cookie: other=1"})
    void requestWithoutASessionIsNotServed(String cookie) throws IOException {
        var answer = cookie.isEmpty() ? client.get("/practices/les-lilas") : client.get("/practices/les-lilas", cookie);

        assertEquals(
                "{\"type\":\"/problems/not-signed-in\",\"title\":\"Not signed in\",\"status\":401}", answer.content());
        assertEquals(401, answer.status());
        assertTrue(answer.hasHeader("Content-Type: application/problem+json"), answer.text());
    }

    @Test
    void cookieOfAnEndedSessionIsCleared() throws IOException {
        var answer = client.get("/practices/les-lilas", "Cookie: __Host-session=" + "x".repeat(43));

        assertEquals(401, answer.status());
        assertTrue(
                answer.hasHeader("Set-Cookie: __Host-session=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"),
                answer.text());
    }

    /// It may have been sent just before the session got another secret.
    @Test
    void questionOfThePageItselfClearsNoCookie() throws IOException {
        var answer = client.get("/practices/les-lilas", "Cookie: __Host-session=" + "x".repeat(43), "X-Cause: page");

        assertEquals(401, answer.status());
        assertFalse(answer.text().contains("Set-Cookie"), answer.text());
    }

    @Test
    void secondCookieOfASessionIsNotBelieved() throws IOException {
        assertEquals(
                401,
                client.get("/practices/les-lilas", ConsolePages.COOKIE + "; __Host-session=" + "x".repeat(43))
                        .status());
        assertEquals(
                401,
                client.get("/practices/les-lilas", ConsolePages.COOKIE, ConsolePages.COOKIE)
                        .status());
    }

    @Test
    void sessionsThatCannotBeReadAreNoSignOut() throws IOException {
        var answer = client.get("/practices/les-lilas", "Cookie: __Host-session=" + "z".repeat(43));

        assertEquals(503, answer.status());
        assertFalse(answer.text().contains("Set-Cookie"), answer.text());
    }

    @Test
    void coveredSessionShowsNoDataAndIsKept() throws IOException {
        var covered = client.get("/practices/les-lilas", "Cookie: __Host-session=" + ConsolePages.COVERED);

        assertEquals(401, covered.status());
        assertTrue(covered.content().contains("\"type\":\"/problems/session-covered\""), covered.content());
        assertFalse(covered.text().contains("Set-Cookie"), covered.text());
        assertEquals(
                200,
                client.get("/source", "Cookie: __Host-session=" + ConsolePages.COVERED)
                        .status());
    }

    @Test
    void clientThatIsNoTrustedProxyCannotSayItsAddress() throws IOException {
        var answer = client.get(
                "/source",
                ConsolePages.COOKIE + "; __Host-device=" + ConsolePages.DEVICE,
                "X-Forwarded-For: 192.0.2.7");

        assertEquals("{\"source\":\"127.0.0.1\",\"device\":\"" + ConsolePages.DEVICE + "\"}", answer.content());
    }

    @Test
    void trustedProxySaysTheAddressOfItsClient() throws IOException {
        try (var behind = new ConsolePages()
                        .start(ConsoleLimits.DEFAULTS, new TrustedProxies(Set.of(InetAddress.getLoopbackAddress())));
                var proxied = new ConsoleClient(behind.port())) {
            assertEquals(
                    "{\"source\":\"192.0.2.7\"}",
                    proxied.get("/source", ConsolePages.COOKIE, "X-Forwarded-For: 192.0.2.7")
                            .content());
        }
    }

    @Test
    void signInSetsTheCookies() throws IOException {
        var answer = client.post("/session", "");

        assertEquals(204, answer.status());
        assertTrue(
                answer.hasHeader(
                        "Set-Cookie: __Host-session=" + "b".repeat(43) + "; Path=/; Secure; HttpOnly; SameSite=Strict"),
                answer.text());
        assertTrue(
                answer.hasHeader("Set-Cookie: __Host-device=" + ConsolePages.DEVICE
                        + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=15552000"),
                answer.text());
    }

    @Test
    void otherPracticeIsAnsweredLikeAnUnknownPath() throws IOException {
        var other = client.post("/practices/le-parc/closures", "{\"title\":\"a\"}", ConsolePages.COOKIE);
        var unknown = client.post("/unknown", "{\"title\":\"a\"}", ConsolePages.COOKIE);

        assertEquals(404, other.status());
        assertEquals(other.content(), unknown.content());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Host: localhost           | /page     | 200",
                "Host: localhost           | /unknown  | 404",
                "Host: localhost           | /page/    | 404",
                "Host: localhost           | //page    | 400",
                "Host: localhost           | /a/../page | 404",
                "Host: localhost           | /page?day=a&day=b | 400",
                "Host: localhost           | /page?x=1 | 400",
                "Host: localhost           | /page?day=%00 | 400",
                "Host: localhost           | /practices/a%2Fb | 400",
                "Host: localhost           | /fault    | 500",
                "Host: console.attacker.fr | /page     | 403",
                "Host: localhost:81        | /page     | 403",
                "A B: c                    | /page     | 400",
            })
    void everyAnswerHasTheSecurityHeaders(String header, String path, int status) throws IOException {
        var answer = client.send("GET " + path + " HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n");

        assertEquals(status, answer.status(), answer.text());
        assertHeaders(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "PATCH", "TRACE", "PUT", "CONNECT"})
    void otherMethodsAreRefused(String method) throws IOException {
        var answer = client.send(ConsoleClient.head(
                        method, "/page", "X-Permanence: 1", "Sec-Fetch-Site: same-origin", "Origin: http://localhost")
                + "\r\n");

        assertTrue(answer.status() >= 400, answer.text());
        assertFalse(answer.text().contains("Access-Control"), answer.text());
        assertHeaders(answer);
    }

    @Test
    void garbageAndTooLongHeadersAreProblems() throws IOException {
        for (String request : new String[] {
            "\u0000\u0001\r\n\r\n",
            "GET /page\r\n\r\n",
            "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /page HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
            "POST /session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
        }) {
            var answer = client.send(request);
            assertEquals(400, answer.status(), answer.text());
            assertHeaders(answer);
        }
        assertEquals(0, pages.served.get());
    }

    @Test
    void contentBeyond64KibIsRefused() throws IOException {
        var answer = client.post(
                "/practices/les-lilas/closures", "{\"title\":\"" + "x".repeat(65 * 1024) + "\"}", ConsolePages.COOKIE);

        assertEquals(400, answer.status());
        assertTrue(
                answer.content().contains("\"pointer\":\"\",\"expected\":\"content of at most 65536 bytes\""),
                answer.content());
    }

    @Test
    void contentThatDoesNotFitIsAProblemWithThePlace() throws IOException {
        var answer =
                client.post("/practices/les-lilas/closures", "{\"title\":\"a\",\"days\":\"two\"}", ConsolePages.COOKIE);

        assertTrue(
                answer.content().contains("\"pointer\":\"/days\",\"expected\":\"a whole number\""), answer.content());
        assertEquals(0, pages.served.get());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sec-Fetch-Site: same-origin | Content-Type: application/json | X-Other: 1 | 403",
                "Sec-Fetch-Site: same-origin | Content-Type: application/json | X-Permanence: 2 | 403",
                "Sec-Fetch-Site: cross-site  | Content-Type: application/json | X-Permanence: 1 | 403",
                "Sec-Fetch-Site: same-site   | Content-Type: application/json | X-Permanence: 1 | 403",
                "Sec-Fetch-Site: none        | Content-Type: application/json | X-Permanence: 1 | 403",
                "X-Other: 1                  | Content-Type: application/json | X-Permanence: 1 | 403",
                "Sec-Fetch-Site: same-origin | Content-Type: text/plain       | X-Permanence: 1 | 415",
                "Sec-Fetch-Site: same-origin | X-Other: 1                     | X-Permanence: 1 | 415",
                "Sec-Fetch-Site: same-origin | Content-Type: application/json;charset=latin1 | X-Permanence: 1 | 415",
                "Sec-Fetch-Site: same-origin | Content-Type: application/json; charset=utf-8 | X-Permanence: 1 | 200",
            })
    void changeThatAnotherPageMayHaveCausedIsRefused(String site, String type, String own, int status)
            throws IOException {
        String head = ConsoleClient.head(
                "POST", "/practices/les-lilas/closures", ConsolePages.COOKIE, site, type, own, "Content-Length: 13");

        var answer = client.send(head + "\r\n{\"title\":\"a\"}");

        assertEquals(status, answer.status(), answer.text());
        assertEquals(status == 200 ? 1 : 0, pages.served.get());
    }

    @Test
    void changeFromAnotherOriginIsRefused() throws IOException {
        assertEquals(
                403, client.post("/session", "", "Origin: https://attacker.fr").status());
        assertEquals(
                204, client.post("/session", "", "Origin: http://localhost").status());
    }

    private static void assertHeaders(ConsoleClient.Answer answer) {
        new SecurityHeaders(false)
                .all()
                .forEach((name, value) -> assertTrue(answer.hasHeader(name + ": " + value), answer.text()));
        assertFalse(answer.text().contains("Server:"), answer.text());
        if (answer.status() >= 400) {
            assertTrue(answer.hasHeader("Content-Type: application/problem+json"), answer.text());
        }
    }
}
