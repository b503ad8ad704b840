package org.permanence.boot;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.permanence.prompts.PromptLibrary;
import org.permanence.prompts.PromptPreparation;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.SettingsReader;

/// The engine, from its start until it is told to stop. The launcher comes in here, past the command line: picocli
/// is built for a Java so old that no cache of classes takes it, and reading what the commands take would cost each
/// start a quarter of a second.
public final class EngineMain {

    private final WarmUp warmUp = new WarmUp();

    public EngineMain() {}

    /// Runs one house.
    ///
    /// @param words the settings of the installation, one file
    public static void main(String[] arguments) {
        var out = new PrintWriter(System.err, true, Charset.defaultCharset());
        try {
            new EngineMain().runUntilStopped(Path.of(arguments.length == 1 ? arguments[0] : "permanence.yaml"), out);
        } catch (Exception fault) {
            System.exit(StartupErrors.report(fault, out));
        }
    }

    /// Returns when the house was closed, by SIGTERM.
    public void runUntilStopped(Path file, PrintWriter out) throws InterruptedException {
        InstallationSettings settings = SettingsReader.load(file);
        WarmUp.PendingDatabase pendingDatabase = warmUp.openDatabase(settings.database());
        PromptLibrary prompts = PromptPreparation.prepare(settings, out);
        var closed = new CountDownLatch(1);
        var engine = new Engine(settings, prompts, pendingDatabase.await());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("closing").unstarted(() -> {
            engine.close();
            closed.countDown();
        }));
        engine.open();
        closed.await();
    }
}
