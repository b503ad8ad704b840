package org.permanence.boot;

import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.AmiClient;
import org.permanence.adapter.ami.AmiException;
import org.permanence.adapter.asterisk.AmiCommands;

/// Orders go to the AMI client, which is made after those who give them.
final class AmiOrders implements AmiCommands {

    private volatile @Nullable AmiClient client;

    void carriedBy(AmiClient made) {
        client = made;
    }

    @Override
    public void send(AmiAction action, Consumer<AmiException> fault) {
        AmiClient carrier = client;
        if (carrier == null) {
            throw new IllegalStateException("order: no client (expected: after the start)");
        }
        var _ = carrier.sendAsync(action).whenComplete((_, failed) -> {
            Throwable cause = failed instanceof CompletionException wrapped ? wrapped.getCause() : failed;
            if (cause instanceof AmiException told) {
                fault.accept(told);
            }
        });
    }
}
