package org.permanence.boot;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.permanence.settings.InstallationSettings;

/// The engine, from its start until it is told to stop. The launcher comes in here, past the command line: picocli
/// is built for a Java so old that no cache of classes takes it, and reading what the commands take would cost each
/// start a quarter of a second.
public final class Run {

    private final HeadStart headStart = new HeadStart();

    Run() {}

    /// Runs one house.
    ///
    /// @param words the settings of the installation, one file
    public static void main(String[] words) {
        var out = new PrintWriter(System.err, true, Charset.defaultCharset());
        try {
            new Run().untilStopped(Path.of(words.length == 1 ? words[0] : "house.yaml"), out);
        } catch (Exception fault) {
            System.exit(Complaint.explain(fault, out));
        }
    }

    /// Returns when the house was closed, by SIGTERM.
    void untilStopped(Path file, PrintWriter out) throws InterruptedException {
        InstallationSettings settings = HouseOption.read(file);
        HeadStart.Opening database = headStart.open(settings.database());
        HouseSounds sounds = SoundsInProgress.prepare(settings, out);
        var closed = new CountDownLatch(1);
        var running = new House(settings, sounds, database.await());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("closing").unstarted(() -> {
            running.close();
            closed.countDown();
        }));
        running.open();
        closed.await();
    }
}
