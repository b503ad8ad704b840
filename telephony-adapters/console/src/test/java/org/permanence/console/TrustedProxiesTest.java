package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The proxies are 10.0.0.1 and 10.0.0.2.
class TrustedProxiesTest {

    private final TrustedProxies proxies =
            new TrustedProxies(Set.of(InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("10.0.0.2")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1 |                               | 192.0.2.1",
                "192.0.2.1 | 198.51.100.1                  | 192.0.2.1",
                "10.0.0.1  |                               | 10.0.0.1",
                "10.0.0.1  | 192.0.2.1                     | 192.0.2.1",
                "10.0.0.1  | 2001:db8::1                   | 2001:db8:0:0:0:0:0:1",
                "10.0.0.1  | 203.0.113.9, 192.0.2.1        | 192.0.2.1",
                "10.0.0.1  | 192.0.2.1, 10.0.0.2           | 192.0.2.1",
                "10.0.0.1  | 203.0.113.9,192.0.2.1,10.0.0.2| 192.0.2.1",
                "10.0.0.1  | localhost                     | 10.0.0.1",
                "10.0.0.1  | 192.0.2.1, unknown            | 10.0.0.1",
                "10.0.0.1  | 192.0.2.1:4711                | 10.0.0.1",
            })
    void addressIsThatOfTheLastClientThatATrustedProxySaw(String peer, String forwarded, String expected) {
        List<String> values = forwarded == null ? List.of() : List.of(forwarded);

        assertEquals(
                expected, proxies.source(InetAddress.ofLiteral(peer), values).getHostAddress());
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.9, 192.0.2.1"})
    void repeatedHeaderIsReadAsOne(String first, String second) {
        assertEquals(
                second,
                proxies.source(InetAddress.ofLiteral("10.0.0.1"), List.of(first, second))
                        .getHostAddress());
    }
}
