package org.permanence.adapter.agi;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.permanence.adapter.agi.AgiCommand.Answer;
import org.permanence.adapter.agi.AgiCommand.GetData;
import org.permanence.adapter.agi.AgiCommand.GetVariable;
import org.permanence.adapter.agi.AgiCommand.Noop;
import org.permanence.adapter.agi.AgiCommand.SetVariable;
import org.permanence.adapter.agi.AgiCommand.StartMusicOnHold;
import org.permanence.adapter.agi.AgiCommand.StopMusicOnHold;
import org.permanence.adapter.agi.AgiCommand.StreamFile;
import org.permanence.adapter.agi.AgiReply.Ended;

/// A server for load generators: answers the script path `bench` with exactly ten commands, the last a SET
/// VARIABLE, and closes. It uses the engine's own server, codec and threads with a minimal flow.
public final class AgiBenchServer implements AutoCloseable {

    static final List<AgiCommand> COMMANDS = List.of(
            new Answer(),
            new StreamFile("/bench/greeting", ""),
            new GetData("/bench/question", Duration.ofSeconds(5)),
            new GetVariable("BENCH"),
            new StartMusicOnHold("default"),
            new StopMusicOnHold(),
            new StreamFile("/bench/position", ""),
            new Noop(),
            new StreamFile("/bench/goodbye", ""),
            new SetVariable("PERM_DONE", "bench"));

    /// The first argument of the requests.
    public static final AgiSecret SECRET = RecordedDialogue.SECRET;

    private final AgiServer server;

    public AgiBenchServer(int port) {
        server = new AgiServer(
                AgiServerSettings.onLoopback(port, Set.of("bench"), SECRET),
                AgiBenchServer::onSession,
                new IgnoringAgiMetrics());
    }

    public void start() {
        server.start();
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private static void onSession(AgiSession session) {
        Thread.ofVirtual().start(() -> runCommands(session));
    }

    private static void runCommands(AgiSession session) {
        for (AgiCommand command : COMMANDS) {
            if (session.send(command) instanceof Ended) {
                return;
            }
        }
        session.close();
    }

    private static final class IgnoringAgiMetrics implements AgiMetrics {
        @Override
        public void onOpened() {}

        @Override
        public void onEnded(AgiEndReason endReason) {}

        @Override
        public void onRefused(AgiRefusal refusal) {}
    }
}
