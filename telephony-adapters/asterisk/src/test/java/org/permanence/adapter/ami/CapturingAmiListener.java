package org.permanence.adapter.ami;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A listener that records each call as one line, for the test's thread to take in order.
final class CapturingAmiListener implements AmiListener {

    private final BlockingQueue<String> captured = new LinkedBlockingQueue<>();

    /// Fails unless exactly these lines come next.
    void next(String... lines) {
        for (String line : lines) {
            assertEquals(line, take());
        }
    }

    String take() {
        try {
            String line = captured.poll(10, TimeUnit.SECONDS);
            return line == null ? "nothing for ten seconds" : line;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void onAttached(List<ChannelStatus> channels) {
        captured.add("attached" + channels.stream().map(c -> " " + c.uniqueid()).collect(Collectors.joining()));
    }

    @Override
    public void onEvent(AmiEvent event) {
        captured.add(event instanceof AmiEvent.UserEvent said ? said.name() : event.toString());
    }

    @Override
    public void onDetached(DetachCause cause) {
        captured.add("detached " + cause);
    }

    @Override
    public void onAccountRefused(String message) {
        captured.add("refused " + message);
    }
}
