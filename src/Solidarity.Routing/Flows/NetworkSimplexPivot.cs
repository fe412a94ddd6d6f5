using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Solidarity.Routing.Flows;

/// <summary>One pivot: flow is augmented round the cycle, and the spanning tree changes by one arc.</summary>
public sealed partial class NetworkSimplex
{
    /// <summary>Lets an arc enter, and the arc leave that limits the flow round the cycle that it closes. As no cost is
    /// below zero, every cycle of negative cost has a limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Enter(int entering)
    {
        if (++_pivots > PivotsMax)
            throw new InvalidOperationException($"the network simplex took more than {PivotsMax} pivots");
        ref var arc = ref At(_arcs, entering);
        var (tail, head, capacity) = (arc.Tail, arc.Head, At(_capacities, entering));
        var join = FindJoin(tail, head);
        var (leaving, delta, isOnTailSide) = FindLeaving(tail, head, join, capacity);
        if (delta > 0)
            Augment(tail, head, join, delta);
        if (leaving < 0)
        {
            (arc.Tail, arc.Head, arc.Cost) = (head, tail, -arc.Cost);
            return;
        }
        TurnLeaving(leaving, isOnTailSide);
        var reducedCost = unchecked(arc.Cost + At(_potentials, tail) - At(_potentials, head));
        if (isOnTailSide)
            UpdateTree(new TreeChange(tail, head, leaving, join, entering), capacity - delta, delta, -reducedCost);
        else
            UpdateTree(new TreeChange(head, tail, leaving, join, entering), delta, capacity - delta, reducedCost);
    }

    /// <summary>What changes in a tree: the subtree of <paramref name="Cut"/> is cut off, turned so that
    /// <paramref name="Inside"/> becomes its root, and hung below <paramref name="Outside"/> by the arc that enters;
    /// <paramref name="Join"/> is the node where the two paths of the cycle meet.</summary>
    private readonly record struct TreeChange(int Inside, int Outside, int Cut, int Join, int Entering);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T At<T>(T[] array, int index) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), index);

    // The lowest common ancestor. Of two nodes, the one with the smaller subtree is not above the other.
    private int FindJoin(int one, int other)
    {
        var tree = _tree;
        while (one != other)
        {
            var (a, b) = (At(tree, one), At(tree, other));
            if (a.Count < b.Count)
                one = a.Parent;
            else
                other = b.Parent;
        }
        return one;
    }

    /// <summary>
    /// From the join down to the tail, over the arc, and up to the join again: how much can be augmented, and the last
    /// node whose arc to its parent lets no more through; -1 if it is the arc that enters.
    /// </summary>
    private (int Leaving, long Delta, bool IsOnTailSide) FindLeaving(int tail, int head, int join, long capacity)
    {
        var (tree, residuals) = (_tree, _residuals);
        var (leaving, delta, isOnTailSide) = (-1, capacity, false);
        for (var node = tail; node != join; node = At(tree, node).Parent)
            if (At(residuals, node).Down < delta)
                (delta, leaving, isOnTailSide) = (At(residuals, node).Down, node, true);
        for (var node = head; node != join; node = At(tree, node).Parent)
            if (At(residuals, node).Up <= delta)
                (delta, leaving, isOnTailSide) = (At(residuals, node).Up, node, false);
        return (leaving, delta, isOnTailSide);
    }

    private void Augment(int tail, int head, int join, long delta)
    {
        var (tree, residuals) = (_tree, _residuals);
        unchecked
        {
            for (var node = tail; node != join; node = At(tree, node).Parent)
            {
                ref var residual = ref At(residuals, node);
                residual.Down -= delta;
                residual.Up += delta;
            }
            for (var node = head; node != join; node = At(tree, node).Parent)
            {
                ref var residual = ref At(residuals, node);
                residual.Up -= delta;
                residual.Down += delta;
            }
        }
    }

    // The leaving arc is blocked in the direction of the cycle; from now on it stands in the other.
    private void TurnLeaving(int node, bool isOnTailSide)
    {
        ref var arc = ref At(_arcs, At(_links, node).Arc);
        if ((arc.Tail == node) != isOnTailSide)
            (arc.Tail, arc.Head, arc.Cost) = (arc.Head, arc.Tail, -arc.Cost);
    }

    /// <param name="change">What changes.</param>
    /// <param name="up">How much more the arc that enters can carry up to its new parent.</param>
    /// <param name="down">How much more it can carry down.</param>
    /// <param name="potential">What is added to the potentials of the subtree.</param>
    private void UpdateTree(in TreeChange change, long up, long down, long potential)
    {
        var (tree, links) = (_tree, _links);
        var (count, above) = (At(tree, change.Cut).Count, At(tree, change.Cut).Parent);
        var (last, before) = (At(links, change.Cut).Last, At(links, change.Cut).Before);
        unchecked
        {
            for (var node = above; node >= 0 && At(links, node).Last == last; node = At(tree, node).Parent)
                At(links, node).Last = before;
            for (var node = above; node != change.Join; node = At(tree, node).Parent)
                At(tree, node).Count -= count;
            for (var node = change.Outside; node != change.Join; node = At(tree, node).Parent)
                At(tree, node).Count += count;
        }
        var end = Reroot(change, count, up, down);
        for (var node = change.Outside; node >= 0 && At(links, node).Last == change.Outside;)
        {
            At(links, node).Last = end;
            node = At(tree, node).Parent;
        }
        UpdatePotentials(change.Inside, end, count, potential);
    }

    // Only differences of prices count, so the smaller part is changed, be it the one from first to last or all others.
    private void UpdatePotentials(int first, int last, int count, long change)
    {
        if (count <= _next.Length / 2)
            UpdatePotentials(first, last, change);
        else
            UpdatePotentials(At(_next, last), At(_links, first).Before, -change);
    }

    // Prices may pass the ends of their range and come round: their differences are in range and stay exact.
    private void UpdatePotentials(int first, int last, long change)
    {
        var (next, potentials) = (_next, _potentials);
        unchecked
        {
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
    private int Reroot(in TreeChange change, int count, long up, long down)
    {
        var (tree, links, residuals) = (_tree, _links, _residuals);
        var (parent, node, end, arc, taken) = (change.Outside, change.Inside, change.Outside, change.Entering, 0);
        // Where the subtree of the node before ended, and where it ends without it.
        var (childLast, restLast) = (-1, -1);
        while (true)
        {
            ref var treeNode = ref At(tree, node);
            ref var link = ref At(links, node);
            ref var residual = ref At(residuals, node);
            var (oldParent, oldCount, oldLast, before, oldArc) =
                (treeNode.Parent, treeNode.Count, link.Last, link.Before, link.Arc);
            var (oldUp, oldDown) = (residual.Up, residual.Down);
            var pieceLast = oldLast == childLast ? restLast : oldLast;
            Move(node, pieceLast, before, end);
            end = pieceLast;
            (treeNode.Parent, treeNode.Count, link.Arc) = (parent, unchecked(count - taken), arc);
            (residual.Up, residual.Down) = (up, down);
            if (node == change.Cut)
                break;
            (childLast, restLast) = (oldLast, before);
            (parent, node, arc, up, down, taken) = (node, oldParent, oldArc, oldDown, oldUp, oldCount);
        }
        for (; node != change.Outside; node = At(tree, node).Parent)
            At(links, node).Last = end;
        return end;
    }

    // Takes the piece from first to last out from behind one node and puts it behind another.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Move(int first, int last, int before, int behind)
    {
        if (before == behind)
            return;
        var (next, links) = (_next, _links);
        var follows = At(next, last);
        At(next, before) = follows;
        At(links, follows).Before = before;
        follows = At(next, behind);
        At(next, behind) = first;
        At(links, first).Before = behind;
        At(next, last) = follows;
        At(links, follows).Before = last;
    }
}
