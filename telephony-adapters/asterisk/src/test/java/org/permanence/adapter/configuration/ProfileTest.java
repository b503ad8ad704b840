package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Compares what the running Asterisk can do with the lists in `src/test/resources/asterisk-profile`. A change that
/// adds to this must change a list.
final class ProfileTest extends SharedAsterisk {

    @Test
    void loadedModulesMatchTheList() {
        List<String> modules = testbed.asterisk
                .runConsole("module show")
                .lines()
                .filter(line -> line.matches("[a-z0-9_]+\\.so .*Running.*"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .sorted()
                .toList();
        assertEquals(listed("modules.txt"), modules);
    }

    @Test
    void noApplicationOrFunctionReachesShellOrDisk() {
        String applications = testbed.asterisk.runConsole("core show applications");
        for (String name : listed("never-applications.txt")) {
            assertTrue(applications.lines().noneMatch(line -> line.strip().startsWith(name + ":")), name);
        }
        String functions = testbed.asterisk.runConsole("core show functions");
        for (String name : listed("never-functions.txt")) {
            assertTrue(functions.lines().noneMatch(line -> line.startsWith(name + " ")), name);
        }
    }

    @Test
    void engineAccountHasTheListedRights() {
        List<String> account = testbed.asterisk
                .runConsole("manager show user engine-1")
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .filter(line -> !line.isEmpty())
                .toList();
        assertEquals(listed("manager-account.txt"), account);
    }

    @Test
    void engineAccountCannotExceedItsRights() {
        StubAmiClient amiClient = testbed.amiClient();
        for (String action : List.of(
                "Command", "GetConfig", "UpdateConfig", "ModuleLoad", "CoreShowChannels", "DBGet", "MixMonitor")) {
            assertTrue(amiClient.send(action).startsWith("Response: Error"), action);
        }
        assertTrue(amiClient.send("Status").startsWith("Response: Success"));
    }

    @Test
    void asteriskListensOnSipAndAmiOnly() {
        Set<String> expected = new TreeSet<>(Set.of(
                "udp 127.0.0.1:" + testbed.sipPort,
                "tcp " + testbed.model.network().ami().address()));
        Set<String> found = ListeningSockets.of(testbed.asterisk.pid());
        // PJSIP's DNS resolver (pj_dns_resolver_create) opens two sockets on ports that change with each start.
        found.removeIf(listener -> listener.matches("udp 0\\.0\\.0\\.0:[3-6][0-9]{4}|udp6 0{32}:[0-9A-F]{4}"));
        assertEquals(expected, found);
    }

    private static List<String> listed(String name) {
        return lines(Path.of("src/test/resources/asterisk-profile", name)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
