package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.permanence.signin.SourceNetwork;

class ClientSharesTest {

    private final AtomicLong nanos = new AtomicLong();
    private final ClientShares shares = new ClientShares(new ConsoleLimits.Share(2, 10, 4), nanos::get);

    @Test
    void requestsAtATimeAreLimited() {
        assertEquals(Optional.empty(), shares.enter("a"));
        assertEquals(Optional.empty(), shares.enter("a"));
        assertEquals(Optional.of(Duration.ofSeconds(1)), shares.enter("a"));
        assertEquals(Optional.empty(), shares.enter("b"), "another client");

        shares.leave("a");
        assertEquals(Optional.empty(), shares.enter("a"));
    }

    @Test
    void requestsASecondAreLimited() {
        for (int i = 0; i < 4; i++) {
            ask("a");
        }
        assertEquals(Optional.of(Duration.ofMillis(100)), shares.enter("a"));

        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        ask("a");
        assertTrue(shares.enter("a").isPresent());
    }

    @Test
    void clientThatIsServedIsNotForgotten() {
        shares.enter("served");
        for (int i = 0; i < 20_000; i++) {
            ask("other " + i);
        }

        assertEquals(10_000, shares.remembered());
        shares.leave("served");
        assertThrows(IllegalStateException.class, () -> shares.leave("served"));
    }

    @Test
    void sourceIsTheSubscribersPartOfAnAddress() {
        assertEquals(source("2001:db8::1"), source("2001:db8::ffff:1"));
        assertEquals(source("192.0.2.1"), source("::ffff:192.0.2.1"));
        assertTrue(!source("192.0.2.1").equals(source("192.0.2.2")));
    }

    private void ask(String client) {
        assertEquals(Optional.empty(), shares.enter(client));
        shares.leave(client);
    }

    private static SourceNetwork source(String address) {
        return SourceNetwork.of(InetAddress.ofLiteral(address));
    }
}
