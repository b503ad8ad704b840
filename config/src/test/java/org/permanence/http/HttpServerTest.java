package org.permanence.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class HttpServerTest {

    private static final int CLIENTS = 1_000;
    private static final int MAX_OPEN = 64;
    private static final int SOON_MILLIS = 5_000;
    private static final byte[] FIVE = {'1', '2', '3', '4', '5'};
    private static final String GET = "GET /page HTTP/1.1\r\nToken: good\r\n\r\n";

    /// What a client without the token does with its connection.
    enum Misuse {
        IDLE(""),
        HALF_HEADER("GET /page HTTP/1.1\r\nHos"),
        HALF_BODY("POST /page HTTP/1.1\r\nContent-Length: 900\r\n\r\nhalf"),
        NEVER_READS("GET /page HTTP/1.1\r\n\r\n".repeat(20)),
        GARBAGE("\u0000\u0001\r\n\r\n");

        private final String sent;

        Misuse(String sent) {
            this.sent = sent;
        }

        private byte[] bytes() {
            return sent.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private final AtomicInteger served = new AtomicInteger();
    private final CountDownLatch slow = new CountDownLatch(1);
    private final List<Socket> clients = new ArrayList<>();
    private final HttpServer server =
            start(new HttpLimits(MAX_OPEN, 2, 4, Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofMillis(500)));

    @AfterEach
    void close() throws IOException {
        slow.countDown();
        for (Socket client : clients) {
            client.close();
        }
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void thousandMisbehavingClientsDelayNoRequest(Misuse misuse) throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            connect().getOutputStream().write(misuse.bytes());
            if (i % 100 == 99) {
                assertEquals("200 page", request(GET), misuse + ": among " + i + " connections");
            }
        }
        assertEquals(CLIENTS / 100, served.get(), "only requests with the token are served");
    }

    @ParameterizedTest
    @EnumSource
    void misbehavingClientIsDisconnected(Misuse misuse) throws IOException {
        Socket client = connect();
        client.getOutputStream().write(misuse.bytes());

        client.getInputStream().readAllBytes(); // Ends when the server closes the connection.
    }

    @ParameterizedTest
    @CsvSource({"HALF_HEADER", "IDLE"})
    void connectionsBeyondTheLimitReplaceThoseThatWaitLongest(Misuse misuse) throws IOException {
        Socket first = connect();
        for (int i = 0; i < MAX_OPEN; i++) {
            connect().getOutputStream().write(misuse.bytes());
        }

        assertEquals(-1, first.getInputStream().read());
        assertEquals("200 page", request(GET));
    }

    @Test
    void acceptedRequestsKeepTheirPlace() throws IOException {
        Socket accepted = connect();
        accepted.getOutputStream().write(get("/slow"));
        assertEquals("200 page", request(GET));
        for (int i = 0; i < 2 * MAX_OPEN; i++) {
            connect();
        }
        slow.countDown();

        assertEquals("200 slow", answer(accepted));
    }

    @Test
    void moreRequestsThanTheThreadsCanServeAreRefused() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < 6; i++) { // Two are served and four wait.
            Socket client = connect();
            client.getOutputStream().write(get("/slow"));
            waiting.add(client);
        }

        assertEquals("503 server: busy (expected: a later attempt)\n", request(GET));
        slow.countDown();
        for (Socket client : waiting) {
            assertEquals("200 slow", answer(client));
        }
    }

    @Test
    void clientThatDoesNotReadALongAnswerIsDisconnectedAndFreesItsThread() throws IOException {
        for (int i = 0; i < 2; i++) {
            connect().getOutputStream().write(get("/long"));
        }

        assertEquals("200 page", request(GET), "both threads are free again");
    }

    @Test
    void longAnswerIsComplete() throws IOException {
        String answer = request(new String(get("/long"), StandardCharsets.US_ASCII));

        assertEquals("200 ".length() + LongAnswer.BYTES, answer.length());
    }

    @Test
    void answerThatEndsEarlyIsShorterThanAnnounced() throws IOException {
        Socket client = connect();
        client.getOutputStream().write(get("/broken"));

        String received = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertTrue(received.toLowerCase(java.util.Locale.ROOT).contains("content-length: 10"), received);
        assertTrue(received.endsWith("12345"), received);
    }

    /// Of what has no announced length, only the last chunk says that it is whole.
    @Test
    void answerOfUnknownLengthIsWhole() throws Exception {
        assertEquals("12345", client("/unknown-length").body());
    }

    @Test
    void answerOfUnknownLengthThatEndsEarlyIsNotTakenForWhole() {
        assertThrows(IOException.class, () -> client("/unknown-length-broken"));
    }

    @Test
    void faultOfTheServiceEndsOnlyItsConnection() throws IOException {
        Socket client = connect();
        client.getOutputStream().write(get("/fault"));

        assertEquals(-1, client.getInputStream().read());
        assertEquals("200 page", request(GET));
    }

    @ParameterizedTest
    @CsvSource({
        "'GET /page HTTP/1.1\r\nToken: good\r\nContent-Length: 11\r\n\r\n12345678901', 413",
        "'POST /page HTTP/1.1\r\nToken: good\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', 400",
        "'GET /page\r\n\r\n', 400",
        "'GET /page HTTP/1.1\r\nA B: c\r\n\r\n', 400"
    })
    void malformedRequestIsRefused(String request, int status) throws IOException {
        String answer = request(request.replace("\\r", "\r").replace("\\n", "\n"));

        assertEquals(Integer.toString(status), answer.substring(0, 3));
        assertEquals(0, served.get());
    }

    @Test
    void tooLongHeadersAreRefused() throws IOException {
        assertEquals(
                "414",
                request("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\n\r\n").substring(0, 3));
        assertEquals(
                "431",
                request("GET / HTTP/1.1\r\nX: " + "x".repeat(20_000) + "\r\n\r\n")
                        .substring(0, 3));
    }

    @Test
    void refusedClientThatStillSendsReadsTheRefusal() throws IOException {
        Socket client = connect();
        client.getOutputStream()
                .write("POST /page HTTP/1.1\r\nContent-Length: 3000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().write(new byte[3_000_000]);

        assertEquals("401 no token", answer(client));
    }

    private HttpServer start(HttpLimits limits) {
        try {
            var opened = new HttpServer(
                    "test", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), limits, new Pages());
            opened.start();
            return opened;
        } catch (IOException e) {
            throw new IllegalStateException("server: not opened", e);
        }
    }

    private Socket connect() throws IOException {
        var client = new Socket(InetAddress.getLoopbackAddress(), server.port());
        client.setSoTimeout(SOON_MILLIS);
        clients.add(client);
        return client;
    }

    private HttpResponse<String> client(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                    .header("Token", "good")
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static byte[] get(String path) {
        return GET.replace("/page", path).getBytes(StandardCharsets.US_ASCII);
    }

    private String request(String sent) throws IOException {
        Socket client = connect();
        client.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
        return answer(client);
    }

    /// The status and the content.
    private static String answer(Socket client) throws IOException {
        String received = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        return received.substring("HTTP/1.1 ".length()).substring(0, 3) + " "
                + received.substring(received.indexOf("\r\n\r\n") + 4);
    }

    private static final class LongAnswer {
        private static final int BYTES = 20_000_000;
    }

    /// Pages for clients with the token.
    private final class Pages implements HttpService {

        @Override
        public Admission admit(HttpHead head) {
            return head.header("Token").isPresent()
                    ? new Admission.Accepted(10)
                    : new Admission.Answered(reply(401, "no token"));
        }

        @Override
        public void serve(HttpHead head, byte[] body, HttpAnswer answer) throws IOException {
            served.incrementAndGet();
            switch (head.target()) {
                case "/slow" -> {
                    awaitSlow();
                    answer.send(reply(200, "slow"));
                }
                case "/long" -> answer.begin("audio", LongAnswer.BYTES).write(ByteBuffer.allocate(LongAnswer.BYTES));
                case "/broken" -> answer.begin("audio", 10).write(ByteBuffer.wrap(FIVE));
                case "/unknown-length" -> answer.begin("audio").write(ByteBuffer.wrap(FIVE));
                case "/unknown-length-broken" -> {
                    answer.begin("audio").write(ByteBuffer.wrap(FIVE));
                    throw new IllegalStateException("in this test");
                }
                case "/fault" -> throw new IllegalStateException("in this test");
                default -> answer.send(reply(200, "page"));
            }
        }

        private void awaitSlow() {
            try {
                slow.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private static HttpReply reply(int status, String text) {
            return new HttpReply(status, "text/plain", text);
        }
    }
}
