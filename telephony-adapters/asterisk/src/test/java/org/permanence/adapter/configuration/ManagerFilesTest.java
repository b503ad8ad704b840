package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may connect to AMI, and how it proves itself, in the files.
final class ManagerFilesTest {

    @TempDir
    private Path work;

    @Test
    void managerIsOnItsAddressOnlyWithTls() throws IOException {
        Path conf = written("127.0.0.1");

        assertEquals("""
                ; Asterisk cannot listen with TLS alone, so it also listens on this machine's loopback.
                bindaddr = 127.0.0.2
                port = 5039
                tlsenable = yes
                tlsbindaddr = 127.0.0.1:5038
                tlscertfile = %s/ami.pem
                """.formatted(conf), Files.readString(conf.resolve("generated/manager-listen.conf")));
    }

    @Test
    void otherUsersCanUseNeitherOfItsPorts() {
        String rules = LocalUserRules.of(network("192.0.2.1", "127.0.0.1"));

        assertTrue(rules.contains("tcp dport 5038 meta skuid != $engine"));
        assertTrue(rules.contains("tcp dport 5039 meta skuid != $engine"));
    }

    @Test
    void lastPortIsRefusedWithTls() {
        var account = new ManagerAccess.Account("engine", SampleModels.SECRET);
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> new ManagerAccess(new Address("127.0.0.1", 65_535), true, List.of(account)));
        assertTrue(String.valueOf(refused.getMessage()).contains("at most 65534"), refused::toString);
    }

    @Test
    void managerOnANetworkLetsInTheEnginesOnly() {
        AsteriskNetwork network = network("192.0.2.1", "192.0.2.7", "192.0.2.8");

        assertEquals("""
                [engine-1](engine_account)
                secret = 0123456789abcdef0123456789abcdef
                permit = 127.0.0.0/255.0.0.0
                permit = 192.0.2.7/255.255.255.255
                permit = 192.0.2.8/255.255.255.255
                """, ManagerAndMediaFiles.managerAccounts(network));
        assertFalse(ManagerAndMediaFiles.managerAccounts(network("127.0.0.1", "192.0.2.7"))
                .contains("192.0.2.7"));
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> ManagerAndMediaFiles.managerAccounts(network("192.0.2.1", "engine.example")));
        assertEquals("engine: engine.example (expected: an IPv4 address, which AMI lets in)", refused.getMessage());
    }

    @Test
    void certificateStaysTheSameAsLongAsItIsForTheHost() throws IOException {
        Path conf = written("127.0.0.1");
        String first = Files.readString(conf.resolve("ami.pem"));

        assertEquals(first, Files.readString(written("127.0.0.1").resolve("ami.pem")));
        assertNotEquals(first, Files.readString(written("127.0.0.3").resolve("ami.pem")));

        Files.writeString(conf.resolve("ami.pem"), "damaged");
        written("127.0.0.3");
        assertTrue(AsteriskFiles.managerCertificate(conf).startsWith("-----BEGIN CERTIFICATE-----\n"));
        assertFalse(AsteriskFiles.managerCertificate(conf).contains("PRIVATE"));
    }

    private Path written(String host) throws IOException {
        AsteriskModel small = SampleModels.minimal(work);
        SampleModels.writeSounds(small.paths().sounds());
        Path conf = work.resolve("conf");
        AsteriskFiles.write(
                new AsteriskModel(
                        small.paths(),
                        network(host, "127.0.0.1"),
                        small.trunks(),
                        small.phones(),
                        small.practices(),
                        List.of()),
                conf,
                InstantSource.system());
        return conf;
    }

    private static AsteriskNetwork network(String host, String... engines) {
        AsteriskNetwork network = SampleModels.minimal(Path.of("/work")).network();
        return new AsteriskNetwork(
                network.name(),
                network.sip(),
                network.rtp(),
                new ManagerAccess(new Address(host, 5038), true, network.ami().accounts()),
                List.of(engines).stream()
                        .map(engine -> new Address(engine, 4573))
                        .toList(),
                network.mediaNetworks(),
                network.limits(),
                network.audioSocket());
    }
}
