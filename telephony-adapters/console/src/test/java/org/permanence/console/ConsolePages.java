package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.permanence.access.Rights;
import org.permanence.assistant.Login;
import org.permanence.people.PersonId;
import org.permanence.people.Region;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.signin.Session;
import org.permanence.signin.SessionId;
import org.permanence.signin.SessionToken;
import org.permanence.signin.SignedInPerson;
import org.permanence.signin.device.Client;

/// A console with a few routes, and a person with a session.
final class ConsolePages {

    static final String TOKEN = "a".repeat(43);
    static final String COVERED = "c".repeat(43);
    static final String DEVICE = "0".repeat(32) + ".1." + "0".repeat(64);
    static final TrustedProxies NO_PROXIES = new TrustedProxies(Set.of());
    static final String COOKIE = "Cookie: __Host-session=" + TOKEN;
    static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static final Session SESSION = new Session(
            new SessionId("01900000-0000-7000-8000-000000000001"),
            new PersonId("01900000-0000-7000-8000-000000000002"),
            "device",
            InetAddress.getLoopbackAddress(),
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(60),
            Optional.empty());

    record Shown(String practice, boolean onVirtualThread) {}

    record Day(Optional<String> day) {}

    record Seen(String source, Optional<String> device) {}

    record Closure(String title, Optional<Integer> days) {}

    final AtomicInteger served = new AtomicInteger();
    final CountDownLatch slow = new CountDownLatch(1);
    private final Semaphore slowInWork = new Semaphore(0);

    RouteTable routes() {
        return new RouteTable(List.of(
                row(ConsoleRoute.Method.GET, "/practices/{practice}", RouteAccess.SIGNED_IN, Day.class, Shown.class)
                        .withService((visit, _) -> RouteAnswer.of(new Shown(
                                practice(visit), Thread.currentThread().isVirtual()))),
                row(
                                ConsoleRoute.Method.POST,
                                "/practices/{practice}/closures",
                                RouteAccess.SIGNED_IN,
                                Closure.class,
                                Closure.class)
                        .withService((visit, closure) -> {
                            if (!practice(visit).equals("les-lilas")) {
                                throw new ProblemException(HttpProblem.of(ProblemType.NOT_FOUND));
                            }
                            served.incrementAndGet();
                            return RouteAnswer.of(closure);
                        }),
                row(ConsoleRoute.Method.GET, "/source", RouteAccess.COVERED, ConsoleRoute.Nothing.class, Seen.class)
                        .withService((visit, _) ->
                                RouteAnswer.of(new Seen(visit.source().getHostAddress(), visit.device()))),
                row(
                                ConsoleRoute.Method.GET,
                                "/slow",
                                RouteAccess.OPEN,
                                ConsoleRoute.Nothing.class,
                                ConsoleRoute.Nothing.class)
                        .withService((_, _) -> {
                            awaitSlow();
                            return RouteAnswer.of(new ConsoleRoute.Nothing());
                        }),
                row(
                                ConsoleRoute.Method.GET,
                                "/fault",
                                RouteAccess.OPEN,
                                ConsoleRoute.Nothing.class,
                                ConsoleRoute.Nothing.class)
                        .withService((_, _) -> {
                            throw new IllegalStateException("in this test");
                        }),
                row(ConsoleRoute.Method.GET, "/page", RouteAccess.OPEN, Day.class, Day.class),
                row(
                                ConsoleRoute.Method.POST,
                                "/session",
                                RouteAccess.OPEN,
                                ConsoleRoute.Nothing.class,
                                ConsoleRoute.Nothing.class)
                        .withService((_, _) -> new RouteAnswer<>(
                                new ConsoleRoute.Nothing(),
                                List.of(
                                        ConsoleCookie.SESSION.set("b".repeat(43)),
                                        ConsoleCookie.DEVICE.set(DEVICE))))));
    }

    private <Q, A> ConsoleRoute<Q, A> row(
            ConsoleRoute.Method method, String path, RouteAccess access, Class<Q> request, Class<A> answer) {
        return ConsoleRoute.of(method, path, access, new ConsoleRoute.Types<>(request, answer), (_, content) -> {
            served.incrementAndGet();
            return RouteAnswer.of(answer.cast(content));
        });
    }

    ConsoleServer start(ConsoleLimits limits) {
        return start(limits, NO_PROXIES);
    }

    ConsoleServer start(ConsoleLimits limits, TrustedProxies proxies) {
        return start(
                new ConsoleServerSettings(
                        ConsoleOrigin.parse("http://localhost"), LOOPBACK, proxies, limits, Optional.empty()),
                Optional.empty());
    }

    ConsoleServer start(ConsoleServerSettings settings, Optional<TlsIdentity> identity) {
        var server = new ConsoleServer(settings, identity, routes(), ConsolePages::session);
        server.start();
        return server;
    }

    private static Optional<ConsoleSession> session(String token, Client client, SessionLookup.Cause cause) {
        if (token.startsWith("z")) {
            throw new StoreUnavailableException("in this test", new java.io.IOException());
        }
        return token.equals(TOKEN) || token.equals(COVERED)
                ? Optional.of(new ConsoleSession(
                        new SignedInPerson(
                                SESSION, new Login("claire"), new Rights("claire", List.of(), true), Region.EEA),
                        SessionToken.read(token).orElseThrow(),
                        token.equals(COVERED)))
                : Optional.empty();
    }

    private static String practice(Visit visit) {
        return visit.path().getOrDefault("practice", "");
    }

    /// Returns once so many requests for `/slow` are in work.
    void awaitSlowInWork(int requests) throws InterruptedException {
        assertTrue(slowInWork.tryAcquire(requests, 20, TimeUnit.SECONDS), "the slow requests arrived");
    }

    private void awaitSlow() {
        slowInWork.release();
        try {
            slow.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
