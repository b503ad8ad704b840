package org.permanence.boot;

import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.AmiClient;
import org.permanence.adapter.ami.AmiException;
import org.permanence.adapter.asterisk.AmiCommands;

/// AMI commands for objects that are built before the AMI client.
final class DeferredAmiCommands implements AmiCommands {

    private volatile @Nullable AmiClient client;

    void bind(AmiClient amiClient) {
        client = amiClient;
    }

    @Override
    public void send(AmiAction action, Consumer<AmiException> onFault) {
        AmiClient current = client;
        if (current == null) {
            throw new IllegalStateException("ami: no client yet (expected: a started client)");
        }
        var _ = current.sendAsync(action).whenComplete((_, failed) -> {
            Throwable cause = failed instanceof CompletionException wrapped ? wrapped.getCause() : failed;
            if (cause instanceof AmiException amiFault) {
                onFault.accept(amiFault);
            }
        });
    }
}
