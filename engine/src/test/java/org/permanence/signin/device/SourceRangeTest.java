package org.permanence.signin.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.access.Role;

class SourceRangeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "192.0.2.1/24",
                "192.0.2.0/33",
                "192.0.2.0/-1",
                "192.0.2.0/",
                "192.0.2.0/024",
                "192.0.2/24",
                "10.0.0.0/8/8",
                "2001:db8::1/64",
                "2001:db8::/129",
                "::ffff:10.0.0.0/104",
                "example.org/24",
                "localhost",
                "0.0.0.1/0"
            })
    void whatIsNoRangeIsRefused(String text) {
        assertEquals(Optional.empty(), SourceRange.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 203.0.113.9, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true"
    })
    void rangeHasTheAddressesWithItsPrefix(String range, String address, boolean contained) {
        assertEquals(contained, SourceRange.parse(range).orElseThrow().contains(InetAddress.ofLiteral(address)));
    }

    @Test
    void personIsAdmittedOnlyIfEachOfTheirRolesIs() {
        var rules = new SourceRules(Map.of(
                Role.OPERATIONS, List.of(range("192.0.2.0/24"), range("127.0.0.1")),
                Role.AUDITOR, List.of(range("198.51.100.0/24"))));

        assertTrue(rules.admit(Set.of(Role.OPERATIONS), InetAddress.ofLiteral("127.0.0.1")), "second range");
        assertTrue(rules.admit(Set.of(Role.DOCTOR), InetAddress.ofLiteral("203.0.113.1")), "role without ranges");
        assertTrue(rules.admit(Set.of(Role.DOCTOR, Role.OPERATIONS), InetAddress.ofLiteral("192.0.2.1")));
        assertFalse(rules.admit(Set.of(Role.OPERATIONS), InetAddress.ofLiteral("203.0.113.1")));
        assertFalse(rules.admit(Set.of(Role.AUDITOR, Role.OPERATIONS), InetAddress.ofLiteral("192.0.2.1")));
    }

    private static SourceRange range(String text) {
        return SourceRange.parse(text).orElseThrow();
    }
}
