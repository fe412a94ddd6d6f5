using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Solidarity.Domain.Routing.Flows;

/// <summary>One pivot: the push round the circle, and the change of the tree.</summary>
public sealed partial class NetworkSimplex
{
    /// <summary>Lets an arc enter; false where the circle that it closes has no limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Enter(int entering)
    {
        if (++_pivots > PivotsMax)
            throw new InvalidOperationException($"the network simplex took more than {PivotsMax} pivots");
        ref var arc = ref At(_arcs, entering);
        var (tail, head, capacity) = (arc.Tail, arc.Head, At(_capacities, entering));
        var top = FindTop(tail, head);
        var (leaving, delta, isOnTailSide) = FindLeaving(tail, head, top, capacity);
        if (delta >= UnboundedMin)
        {
            _nextArc = entering;
            return false;
        }
        if (delta > 0)
            Push(tail, head, top, delta);
        if (leaving < 0)
        {
            (arc.Tail, arc.Head, arc.Cost) = (head, tail, -arc.Cost);
            return true;
        }
        Leave(leaving, isOnTailSide);
        var price = unchecked(arc.Cost + At(_potentials, tail) - At(_potentials, head));
        if (isOnTailSide)
            Regraft(new Graft(tail, head, leaving, top, entering), capacity - delta, delta, -price);
        else
            Regraft(new Graft(head, tail, leaving, top, entering), delta, capacity - delta, price);
        return true;
    }

    /// <summary>What changes in a tree: the subtree of <paramref name="Cut"/> is cut off, turned so that
    /// <paramref name="Inside"/> is on top, and hung below <paramref name="Outside"/> by the arc that enters;
    /// <paramref name="Top"/> is the top of the circle.</summary>
    private readonly record struct Graft(int Inside, int Outside, int Cut, int Top, int Entering);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T At<T>(T[] array, int index) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), index);

    // Of two nodes, the one with the smaller subtree is not above the other.
    private int FindTop(int one, int other)
    {
        var branches = _branches;
        while (one != other)
        {
            var (a, b) = (At(branches, one), At(branches, other));
            if (a.Count < b.Count)
                one = a.Parent;
            else
                other = b.Parent;
        }
        return one;
    }

    /// <summary>
    /// From the top down to the tail, over the arc, and up to the top again: how much can be pushed, and the last node
    /// whose arc to its parent lets no more through; -1 if it is the arc that enters.
    /// </summary>
    private (int Leaving, long Delta, bool IsOnTailSide) FindLeaving(int tail, int head, int top, long capacity)
    {
        var (branches, rooms) = (_branches, _rooms);
        var (leaving, delta, isOnTailSide) = (-1, capacity, false);
        for (var node = tail; node != top; node = At(branches, node).Parent)
            if (At(rooms, node).Down < delta)
                (delta, leaving, isOnTailSide) = (At(rooms, node).Down, node, true);
        for (var node = head; node != top; node = At(branches, node).Parent)
            if (At(rooms, node).Up <= delta)
                (delta, leaving, isOnTailSide) = (At(rooms, node).Up, node, false);
        return (leaving, delta, isOnTailSide);
    }

    private void Push(int tail, int head, int top, long delta)
    {
        var (branches, rooms) = (_branches, _rooms);
        unchecked
        {
            for (var node = tail; node != top; node = At(branches, node).Parent)
            {
                ref var room = ref At(rooms, node);
                room.Down -= delta;
                room.Up += delta;
            }
            for (var node = head; node != top; node = At(branches, node).Parent)
            {
                ref var room = ref At(rooms, node);
                room.Up -= delta;
                room.Down += delta;
            }
        }
    }

    // The arc that leaves is blocked in the direction of the push; from now on it can be pushed along in the other.
    private void Leave(int node, bool isOnTailSide)
    {
        ref var arc = ref At(_arcs, At(_boughs, node).Arc);
        if ((arc.Tail == node) != isOnTailSide)
            (arc.Tail, arc.Head, arc.Cost) = (arc.Head, arc.Tail, -arc.Cost);
    }

    /// <param name="graft">What changes.</param>
    /// <param name="up">How much more the arc that enters can carry up to its new parent.</param>
    /// <param name="down">How much more it can carry down.</param>
    /// <param name="change">By how much the prices of the subtree change.</param>
    private void Regraft(in Graft graft, long up, long down, long change)
    {
        var (branches, boughs) = (_branches, _boughs);
        var (count, above) = (At(branches, graft.Cut).Count, At(branches, graft.Cut).Parent);
        var (last, before) = (At(boughs, graft.Cut).Last, At(boughs, graft.Cut).Before);
        unchecked
        {
            for (var node = above; node >= 0 && At(boughs, node).Last == last; node = At(branches, node).Parent)
                At(boughs, node).Last = before;
            for (var node = above; node != graft.Top; node = At(branches, node).Parent)
                At(branches, node).Count -= count;
            for (var node = graft.Outside; node != graft.Top; node = At(branches, node).Parent)
                At(branches, node).Count += count;
        }
        var end = Turn(graft, count, up, down);
        for (var node = graft.Outside; node >= 0 && At(boughs, node).Last == graft.Outside;)
        {
            At(boughs, node).Last = end;
            node = At(branches, node).Parent;
        }
        Reprice(graft.Inside, end, count, change);
    }

    // Only differences of prices count, so the smaller part is changed, be it the one from first to last or all others.
    private void Reprice(int first, int last, int count, long change)
    {
        if (count <= _next.Length / 2)
            Reprice(first, last, change);
        else
            Reprice(At(_next, last), At(_boughs, first).Before, -change);
    }

    // Prices may pass the ends of their range and come round: their differences are in range and stay exact.
    private void Reprice(int first, int last, long change)
    {
        var (next, potentials) = (_next, _potentials);
        unchecked
        {
            _risen += Math.Max(change, 0);
            _fallen += Math.Max(-change, 0);
            for (var node = first; ; node = At(next, node))
            {
                At(potentials, node) += change;
                if (node == last)
                    break;
            }
        }
    }

    // Each node from the inner one up to the cut, with what hangs below it but for the one before, is a piece of the
    // preorder. The pieces are taken out and put behind one another after the new parent. Gives the last node of all.
    private int Turn(in Graft graft, int count, long up, long down)
    {
        var (branches, boughs, rooms) = (_branches, _boughs, _rooms);
        var (parent, node, end, arc, taken) = (graft.Outside, graft.Inside, graft.Outside, graft.Entering, 0);
        // Where the subtree of the node before ended, and where it ends without it.
        var (childLast, restLast) = (-1, -1);
        while (true)
        {
            ref var branch = ref At(branches, node);
            ref var bough = ref At(boughs, node);
            ref var room = ref At(rooms, node);
            var (oldParent, oldCount, oldLast, before, oldArc) =
                (branch.Parent, branch.Count, bough.Last, bough.Before, bough.Arc);
            var (oldUp, oldDown) = (room.Up, room.Down);
            var pieceLast = oldLast == childLast ? restLast : oldLast;
            Move(node, pieceLast, before, end);
            end = pieceLast;
            (branch.Parent, branch.Count, bough.Arc) = (parent, unchecked(count - taken), arc);
            (room.Up, room.Down) = (up, down);
            if (node == graft.Cut)
                break;
            (childLast, restLast) = (oldLast, before);
            (parent, node, arc, up, down, taken) = (node, oldParent, oldArc, oldDown, oldUp, oldCount);
        }
        for (; node != graft.Outside; node = At(branches, node).Parent)
            At(boughs, node).Last = end;
        return end;
    }

    // Takes the piece from first to last out from behind one node and puts it behind another.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Move(int first, int last, int before, int behind)
    {
        if (before == behind)
            return;
        var (next, boughs) = (_next, _boughs);
        var follows = At(next, last);
        At(next, before) = follows;
        At(boughs, follows).Before = before;
        follows = At(next, behind);
        At(next, behind) = first;
        At(boughs, first).Before = behind;
        At(next, last) = follows;
        At(boughs, follows).Before = last;
    }
}
