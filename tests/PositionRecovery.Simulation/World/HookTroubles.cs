namespace PositionRecovery.Simulation;

/// <summary>What goes wrong with the hooks of strategies, whichever process they live in.</summary>
internal sealed class HookTroubles(ReachTable reach)
{
    private int _throwIn;
    private int _hangIn;

    internal void ThrowIn(int calls) => _throwIn = calls;

    internal void HangIn(int calls) => _hangIn = calls;

    internal void Heal() => _throwIn = _hangIn = 0;

    internal void PassHook()
    {
        if (_throwIn > 0 && --_throwIn == 0)
        {
            reach.Hit("hook", "throws");
            throw new InvalidOperationException("A hook fails.");
        }
    }

    internal async ValueTask PassHookAsync(CancellationToken cancellationToken)
    {
        PassHook();
        if (_hangIn > 0 && --_hangIn == 0)
        {
            reach.Hit("hook", "hangs");
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }
    }
}
