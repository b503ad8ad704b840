package org.permanence.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.testing.Fixtures;

/// The lab itself, on a real Asterisk: what the other tests believe of it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoTelephonesTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String PATIENT = Fixtures.NUMBERS_NATIONAL + "742";
    private static final int PATIENTS_VOICE = 500;
    private static final int ANNES_VOICE = 700;

    @SuppressWarnings("NullAway.Init")
    private Path work;

    @SuppressWarnings("NullAway.Init")
    private AsteriskLab asterisk;

    @SuppressWarnings("NullAway.Init")
    private Phones phones;

    private final Sound prompt = Melody.of(350, 480, 620, 410, 550, 390);

    @BeforeAll
    void switchOn(@TempDir Path folder) throws IOException {
        work = folder;
        var tree = AsteriskTree.find();
        assumeTrue(tree.isPresent(), AsteriskTree.absence());
        var loopback = InetAddress.getLoopbackAddress();
        var exchange = new InetSocketAddress(loopback, Ports.udp(loopback));
        phones = new Phones(exchange, work, InstantSource.system());
        prompt.writeWav(work.resolve("prompt.wav"));
        writeConfiguration(tree.get(), exchange.getPort());
        asterisk = new AsteriskLab(tree.get(), work.resolve("etc"), work).start();
    }

    @AfterAll
    void switchOff() {
        if (phones != null) {
            phones.close();
        }
        if (asterisk != null) {
            asterisk.close();
        }
    }

    @Test
    void aCallerHearsThePromptPressesAKeyAndTalksToThePhoneThatAnswers() {
        var anne = phones.phone("anne").answersAfter(Duration.ofMillis(200)).says(ANNES_VOICE);
        var patient = phones.caller(PATIENT).says(PATIENTS_VOICE).dials("reception");

        assertTrue(patient.connects(SOON), phones::lastWords);
        assertTrue(patient.hearing().hears(prompt, SOON).isPresent(), "prompt heard");
        patient.presses('2');
        assertTrue(anne.rings(SOON).isPresent(), phones::lastWords);
        assertTrue(anne.connects(SOON), phones::lastWords);
        assertTrue(anne.hearing().hearsTone(PATIENTS_VOICE, SOON), "the patient is heard");
        assertTrue(patient.hearing().hearsTone(ANNES_VOICE, SOON), "the assistant is heard");

        anne.hangsUp();
        assertTrue(patient.ends(SOON), phones::lastWords);
    }

    @Test
    void anotherKeyThanTwoRingsNobody() {
        int before = phones.phone("anne").timesRung();
        var patient = phones.caller(PATIENT).dials("reception");

        assertTrue(patient.connects(SOON), phones::lastWords);
        assertTrue(patient.hearing().hears(prompt, SOON).isPresent(), "prompt heard");
        patient.presses('3');

        assertTrue(patient.ends(SOON), phones::lastWords);
        assertEquals(before, phones.phone("anne").timesRung());
    }

    @Test
    void aCallerWhoLeavesWhileItRingsIsGoneAtBothEnds() {
        var bea = phones.phone("bea").neverAnswers();
        var patient = phones.caller(PATIENT).dials("bea");

        assertTrue(bea.rings(SOON).isPresent(), phones::lastWords);
        assertTrue(patient.isRungBack(SOON), phones::lastWords);
        assertFalse(patient.isConnected());
        patient.hangsUp();

        assertTrue(patient.ends(SOON), phones::lastWords);
        assertTrue(bea.isFree(SOON), phones::lastWords);
    }

    @Test
    void aBusyPhoneIsHeardOfAtOnce() {
        phones.phone("carl").isBusy();
        var patient = phones.caller(PATIENT).dials("carl");

        assertTrue(patient.ends(SOON), phones::lastWords);
        assertEquals(486, patient.refusal());
    }

    private void writeConfiguration(AsteriskTree tree, int sip) throws IOException {
        int rtp = Ports.rtpBlock();
        Map<String, String> facts = Map.ofEntries(
                Map.entry("@conf@", work.resolve("etc").toString()),
                Map.entry("@state@", work.resolve("state").toString()),
                Map.entry("@modules@", tree.modules().toString()),
                Map.entry("@data@", tree.data().toString()),
                Map.entry("@sip@", Integer.toString(sip)),
                Map.entry("@trunk@", Phones.TRUNK),
                Map.entry("@rtp.first@", Integer.toString(rtp)),
                Map.entry("@rtp.last@", Integer.toString(rtp + 999)),
                Map.entry("@prompt@", work.resolve("prompt").toString()),
                Map.entry("@anne@", phones.address("anne")),
                Map.entry("@bea@", phones.address("bea")),
                Map.entry("@carl@", phones.address("carl")));
        AsteriskTemplates.write(work.resolve("etc"), facts);
        for (String folder : new String[] {"lib", "run", "log", "spool", "agi-bin"}) {
            Files.createDirectories(work.resolve("state").resolve(folder));
        }
    }
}
