package org.permanence.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/// A TCP proxy between the engine and Asterisk's AMI port. Its connections can be cut, and what Asterisk says can
/// be changed.
public final class AmiProxy implements AutoCloseable {

    private final ServerSocket serverSocket;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Instant lastConnectedAt = Instant.MIN;
    private volatile UnaryOperator<String> change = UnaryOperator.identity();

    AmiProxy(int target) {
        this.target = target;
        try {
            serverSocket = new ServerSocket();
            serverSocket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new LabException("relay: not bound", e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return serverSocket.getLocalPort();
    }

    /// Changes what Asterisk says from now on; the operator gets whole lines.
    public void changeAnswers(UnaryOperator<String> change) {
        this.change = change;
    }

    /// Cuts all open connections in both directions; later connections pass.
    ///
    /// @param abruptly with a TCP reset, which loses the data under way
    /// @return how many connections were cut
    public int disconnect(boolean abruptly) {
        List<Socket> ends = List.copyOf(sockets);
        ends.forEach(socket -> closeSocket(socket, abruptly));
        return ends.size() / 2;
    }

    /// When the engine last opened a connection; the distant past before the first.
    public Instant lastConnectedAt() {
        return lastConnectedAt;
    }

    @Override
    public void close() {
        try {
            serverSocket.close();
        } catch (IOException e) {
            throw new LabException("relay: not closed", e);
        } finally {
            disconnect(true);
            threads.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                connect(serverSocket.accept());
            }
        } catch (IOException _) {
            disconnect(true); // Already closed.
        }
    }

    private void connect(Socket engine) {
        lastConnectedAt = Instant.now();
        try {
            var asterisk = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(engine);
            sockets.add(asterisk);
            threads.execute(() -> copy(engine, asterisk, InputStream::transferTo));
            threads.execute(() -> copy(asterisk, engine, this::copyAnswers));
        } catch (IOException _) {
            closeSocket(engine, true); // Asterisk is down: the engine sees a refused connection, as without the proxy.
        }
    }

    private interface Copy {
        void run(InputStream from, OutputStream to) throws IOException;
    }

    private void copy(Socket from, Socket to, Copy copy) {
        try {
            copy.run(from.getInputStream(), to.getOutputStream());
        } catch (IOException _) {
            // The connection was cut, here or by a peer: close both sides below.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
            closeSocket(from, false);
            closeSocket(to, false);
        }
    }

    /// The beginning of a line waits for its end.
    private void copyAnswers(InputStream from, OutputStream to) throws IOException {
        var pending = new StringBuilder();
        var chunk = new byte[8_192];
        for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
            pending.append(new String(chunk, 0, read, ISO_8859_1)); // One byte is one character.
            int whole = pending.lastIndexOf("\n") + 1;
            to.write(change.apply(pending.substring(0, whole)).getBytes(ISO_8859_1));
            pending.delete(0, whole);
        }
    }

    private static void closeSocket(Socket socket, boolean abruptly) {
        try {
            if (abruptly) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException _) {
            return; // Already closed.
        }
    }
}
