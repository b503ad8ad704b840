package org.permanence.signin.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.permanence.access.Role;
import org.permanence.signin.device.ClientRules.Refusal;

/// Operations needs a device, and an address of 192.0.2.0/24 or of the machine.
class ClientRulesTest {

    private static final Optional<DeviceFingerprint> NONE = Optional.empty();
    private static final Optional<DeviceFingerprint> OWN = Optional.of(DeviceFingerprint.of(new byte[] {1}));
    private static final Optional<DeviceFingerprint> OTHER = Optional.of(DeviceFingerprint.of(new byte[] {2}));
    private static final Client COMMANDS = new Client.CommandLine(InetAddress.ofLiteral("127.0.0.1"));

    private final ClientRules rules = new ClientRules(
            new SourceRules(Map.of(
                    Role.OPERATIONS,
                    List.of(
                            SourceRange.parse("192.0.2.0/24").orElseThrow(),
                            SourceRange.parse("127.0.0.1").orElseThrow()))),
            Set.of(Role.OPERATIONS));

    @Test
    void addressComesFirst() {
        var away = new Client.Browser(InetAddress.ofLiteral("203.0.113.1"), OWN);

        assertEquals(Optional.of(Refusal.SOURCE), rules.refusal(Set.of(Role.OPERATIONS), away, OWN));
    }

    @Test
    void roleThatNeedsADeviceIsRefusedWithoutOne() {
        Set<Role> roles = Set.of(Role.AUDITOR, Role.OPERATIONS);

        assertEquals(Optional.of(Refusal.DEVICE), rules.refusal(roles, browser(NONE), NONE));
        assertEquals(Optional.of(Refusal.DEVICE), rules.refusal(roles, browser(OWN), NONE), "not bound");
        assertEquals(Optional.empty(), rules.refusal(roles, browser(OWN), OWN));
        assertEquals(Optional.empty(), rules.refusal(Set.of(Role.AUDITOR), browser(NONE), NONE), "another role");
    }

    @Test
    void boundSessionNeedsItsDeviceWhateverTheRole() {
        assertEquals(Optional.of(Refusal.DEVICE), rules.refusal(Set.of(Role.AUDITOR), browser(NONE), OWN));
        assertEquals(Optional.of(Refusal.DEVICE), rules.refusal(Set.of(Role.AUDITOR), browser(OTHER), OWN));
    }

    @Test
    void commandsNeedNoDeviceAndTakeNoSessionOfOne() {
        assertEquals(Optional.empty(), rules.refusal(Set.of(Role.OPERATIONS), COMMANDS, NONE));
        assertEquals(Optional.of(Refusal.DEVICE), rules.refusal(Set.of(Role.OPERATIONS), COMMANDS, OWN));
    }

    private static Client browser(Optional<DeviceFingerprint> certificate) {
        return new Client.Browser(InetAddress.ofLiteral("192.0.2.1"), certificate);
    }
}
