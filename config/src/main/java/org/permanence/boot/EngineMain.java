package org.permanence.boot;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.permanence.boot.SwitchGuard.OtherSwitchException;
import org.permanence.durable.Umask;
import org.permanence.prompts.PromptLibrary;
import org.permanence.prompts.PromptPreparation;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.SettingsReader;

/// Runs the engine until SIGTERM. The launcher starts this class rather than the command line: picocli's classes
/// are compiled for a Java version that the class cache does not accept, and loading them costs a quarter of a
/// second.
public final class EngineMain {

    private final WarmUp warmUp = new WarmUp();

    public EngineMain() {}

    /// Runs one engine.
    ///
    /// @param arguments the path of the settings file (default: `permanence.yaml`)
    public static void main(String[] arguments) {
        Umask.restrictToOwner();
        var out = new PrintWriter(System.err, true, Charset.defaultCharset());
        try {
            new EngineMain().runUntilStopped(Path.of(arguments.length == 1 ? arguments[0] : "permanence.yaml"), out);
        } catch (Exception fault) {
            System.exit(StartupErrors.report(fault, out));
        }
    }

    /// Returns when the engine is closed after SIGTERM.
    public void runUntilStopped(Path file, PrintWriter out) throws InterruptedException {
        InstallationSettings settings = SettingsReader.load(file);
        StateDirectory.open(settings);
        WarmUp.PendingDatabase pendingDatabase = warmUp.openDatabase(settings.database());
        PromptLibrary prompts = preparePrompts(settings, out, pendingDatabase);
        var closed = new CompletableFuture<Void>();
        var engine = new Engine(settings, prompts, pendingDatabase.await());
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    engine.close();
                    closed.complete(null);
                }));
        engine.open();
        awaitEnd(closed, engine.refusal());
    }

    /// Prepares the prompts while the database is being opened. If that fails, no file of the database is left
    /// open.
    private static PromptLibrary preparePrompts(
            InstallationSettings settings, PrintWriter out, WarmUp.PendingDatabase pendingDatabase)
            throws InterruptedException {
        try {
            return PromptPreparation.prepare(settings, out);
        } catch (RuntimeException e) {
            pendingDatabase.discard();
            throw e;
        }
    }

    /// @throws OtherSwitchException if the engine may not work
    private static void awaitEnd(CompletableFuture<Void> closed, CompletableFuture<Void> refusal) {
        try {
            CompletableFuture.anyOf(closed, refusal).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof OtherSwitchException refused) {
                throw refused;
            }
            throw e;
        }
    }
}
