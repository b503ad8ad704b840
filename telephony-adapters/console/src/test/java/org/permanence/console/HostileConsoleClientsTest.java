package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class HostileConsoleClientsTest {

    private static final int CLIENTS = 1_000;
    private static final int MAX_OPEN = 256;

    /// More than an honest request waits for its turn on a busy machine.
    private static final Duration SLOWEST = Duration.ofSeconds(5);

    private static final String ATTACKER = "127.0.0.66";
    private static final String GET = ConsoleClient.head("GET", "/page") + "\r\n";

    /// What a client does with its connection.
    enum Misuse {
        IDLE(""),
        HALF_HEADER("GET /page HTTP/1.1\r\nHos"),
        HALF_CONTENT("POST /session HTTP/1.1\r\nHost: localhost\r\nX-Permanence: 1\r\nSec-Fetch-Site: same-origin\r\n"
                + "Content-Type: application/json\r\nContent-Length: 900\r\n\r\nhalf"),
        NEVER_READS("GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20)),
        GARBAGE("\u0000\u0001\r\n\r\n");

        private final String sent;

        Misuse(String sent) {
            this.sent = sent;
        }

        private byte[] bytes() {
            return sent.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private final ConsolePages pages = new ConsolePages();
    private final ConsoleServer server = pages.start(new ConsoleLimits(
            MAX_OPEN,
            16,
            new ConsoleLimits.Share(4, 200, 200),
            new ConsoleLimits.Share(2, 200, 200),
            SLOWEST,
            SLOWEST));
    private final ConsoleClient client = new ConsoleClient(server.port());

    @AfterEach
    void close() throws IOException {
        pages.slow.countDown();
        client.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void thousandMisbehavingClientsDelayNoRequest(Misuse misuse) throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            client.connect(ATTACKER).getOutputStream().write(misuse.bytes());
            if (i % 100 == 99) {
                assertEquals(200, client.send(GET).status(), misuse + ": among " + i + " connections");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void misbehavingClientIsDisconnected(Misuse misuse) throws IOException {
        Socket hostile = client.connect(ATTACKER);
        hostile.getOutputStream().write(misuse.bytes());

        assertEnds(hostile);
    }

    /// One byte at a time keeps a connection from being idle, and not from being closed.
    @ParameterizedTest
    @EnumSource(names = {"HALF_HEADER", "HALF_CONTENT"})
    void clientThatSendsByteByByteIsDisconnected(Misuse misuse) throws IOException, InterruptedException {
        Socket hostile = client.connect(ATTACKER);
        hostile.getOutputStream().write(misuse.bytes());
        Thread drip = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 600; i++) {
                    hostile.getOutputStream().write('x');
                    Thread.sleep(100);
                }
            } catch (IOException | InterruptedException _) {
                // The server has closed the connection.
            }
        });

        long begun = System.nanoTime();
        assertEnds(hostile);
        assertTrue(System.nanoTime() - begun < Duration.ofSeconds(15).toNanos());
        drip.interrupt();
        drip.join();
    }

    @Test
    void requestsAtOnceOfOneSourceAreLimitedAndOthersAreServed() throws IOException, InterruptedException {
        for (int i = 0; i < 4; i++) {
            client.connect(ATTACKER)
                    .getOutputStream()
                    .write((ConsoleClient.head("GET", "/slow") + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        pages.awaitSlowInWork(4);

        ConsoleClient.Answer refused = client.send(ATTACKER, GET);
        assertEquals(429, refused.status());
        assertTrue(refused.hasHeader("Retry-After: 1"), refused.text());
        assertEquals(200, client.send(GET).status());
    }

    @Test
    void requestsBeyondTheLimitOfAllAreRefused() throws IOException, InterruptedException {
        for (int i = 0; i < 16; i++) {
            client.connect("127.0.1." + (1 + i))
                    .getOutputStream()
                    .write((ConsoleClient.head("GET", "/slow") + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        pages.awaitSlowInWork(16);

        assertEquals(503, client.send(GET).status());
    }

    @Test
    void requestInWorkKeepsItsConnection() throws IOException, InterruptedException {
        Socket slow = client.connect("127.0.0.1");
        slow.getOutputStream().write((ConsoleClient.head("GET", "/slow") + "\r\n").getBytes(StandardCharsets.US_ASCII));
        pages.awaitSlowInWork(1);
        for (int i = 0; i < 2 * MAX_OPEN; i++) {
            client.connect(ATTACKER);
        }
        assertEquals(200, client.send(GET).status());
        pages.slow.countDown();

        String answer = new String(slow.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertTrue(answer.startsWith("HTTP/1.1 204"), answer);
    }

    private static void assertEnds(Socket hostile) {
        try {
            hostile.getInputStream().readAllBytes(); // Ends when the server closes the connection.
        } catch (java.net.SocketTimeoutException late) {
            throw new AssertionError("still connected", late);
        } catch (IOException _) {
            // Reset: closed as well.
        }
    }
}
