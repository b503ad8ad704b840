package org.permanence.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.permanence.testing.Ports;

/// A small exchange for the lab's own tests: a real Asterisk with a prompt, one question and three phones. Tests
/// that use it are skipped if there is no Asterisk.
record MinimalPbx(AsteriskProcess asterisk, Phones phones, Sound prompt) implements AutoCloseable {

    private static final int RTP_PORTS = 1_000;

    static MinimalPbx startIn(Path work) {
        var tree = AsteriskTree.find();
        assumeTrue(tree.isPresent(), AsteriskTree.whyNotFound());
        var loopback = InetAddress.getLoopbackAddress();
        var sip = new InetSocketAddress(loopback, Ports.udp(loopback));
        Sound prompt = Melody.of(350, 480, 620, 410, 550, 390);
        prompt.writeWav(work.resolve("prompt.wav"));
        var phones = new Phones(sip, work, InstantSource.system());
        try {
            configure(tree.get(), work, placeholders(sip.getPort(), phones));
            var asterisk = new AsteriskProcess(tree.get(), work.resolve("etc"), work).start();
            return new MinimalPbx(asterisk, phones, prompt);
        } catch (IOException e) {
            phones.close();
            throw new LabException("exchange: not configured", e);
        }
    }

    @Override
    public void close() {
        phones.close();
        asterisk.close();
    }

    private static Map<String, String> placeholders(int sip, Phones phones) {
        int rtp = Ports.rtpBlock();
        return Map.of(
                "@sip@", Integer.toString(sip),
                "@trunk@", Phones.TRUNK,
                "@rtp.first@", Integer.toString(rtp),
                "@rtp.last@", Integer.toString(rtp + RTP_PORTS - 1),
                "@anne@", phones.address("anne"),
                "@bea@", phones.address("bea"),
                "@carl@", phones.address("carl"));
    }

    private static void configure(AsteriskTree tree, Path work, Map<String, String> placeholders) throws IOException {
        Path state = work.resolve("state");
        for (String folder : List.of("lib", "run", "log", "spool", "agi-bin")) {
            Files.createDirectories(state.resolve(folder));
        }
        Map<String, String> all = new HashMap<>(placeholders);
        all.put("@conf@", work.resolve("etc").toString());
        all.put("@state@", state.toString());
        all.put("@modules@", tree.modules().toString());
        all.put("@data@", tree.data().toString());
        all.put("@prompt@", work.resolve("prompt").toString());
        AsteriskTemplates.write(work.resolve("etc"), all);
    }
}
